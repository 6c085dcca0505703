import { readFileSync } from "node:fs";
import json5 from "json5";

json5.parse(readFileSync(process.argv[2] ?? "", "utf8"));

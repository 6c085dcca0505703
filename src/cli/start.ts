/** What `npm start` runs: the demo, or the command that is given (`npm start -- probe --config FILE`). */
import { runProcess } from "./run-process.ts";

await runProcess(process.argv.slice(2), ["demo"]);

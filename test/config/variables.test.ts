import { expect, it } from "vitest";
import { substituteVariables } from "../../src/config/variables.ts";

const env = { KEY: "v", _X1: "w", EMPTY: "", lower: "l", NESTED: "${KEY}" };

it.each<[written: string, text: string, variables: string[], unset: string[]]>([
  ["plain", "plain", [], []],
  ["${KEY}", "v", ["KEY"], []],
  ["Bearer ${KEY}!", "Bearer v!", ["KEY"], []],
  ["${KEY}${_X1}", "vw", ["KEY", "_X1"], []],
  ["$${KEY}", "${KEY}", [], []],
  ["$$${KEY}", "$${KEY}", [], []],
  ["$KEY $ $$ {KEY}", "$KEY $ $$ {KEY}", [], []],
  ["${lower} ${1A} ${A-B} ${}", "${lower} ${1A} ${A-B} ${}", [], []],
  ["${GONE}", "${GONE}", [], ["GONE"]],
  ["${EMPTY}", "${EMPTY}", [], ["EMPTY"]],
  ["${KEY} ${GONE}", "v ${GONE}", ["KEY"], ["GONE"]],
  ["${NESTED}", "${KEY}", ["NESTED"], []],
  ["${KEY", "${KEY", [], []],
])("%s becomes %s", (written, text, variables, unset) => {
  expect(substituteVariables(written, env)).toEqual({ text, variables, unset });
});

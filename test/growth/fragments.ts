/** What a hostile text is put together from: openings, closings, names, separators, escapes of every reader. */
export const FRAGMENTS = [
  "{",
  "}",
  "[",
  "<",
  '"',
  "'",
  "`",
  "\\",
  '\\"',
  "\\u0022",
  " ",
  "\n",
  "a ",
  "不",
  ":",
  "data: {",
  "error:'",
  'error: "x ',
  '"error":{',
  '{"error":"',
  "'message': '",
  'message="',
  "code=7,",
  "status: 401 ",
  "<h1>",
  "api key ",
] as const;

/** Each fragment beside each other one: pairs found what single ones did not. */
export const PAIRS: readonly string[] = FRAGMENTS.flatMap((first) =>
  FRAGMENTS.map((second) => first + second),
);

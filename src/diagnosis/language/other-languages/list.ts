// One line a language.
export { arabic } from "./arabic.ts";
export { chinese } from "./chinese.ts";
export { dutch } from "./dutch.ts";
export { french } from "./french.ts";
export { german } from "./german.ts";
export { indonesian } from "./indonesian.ts";
export { italian } from "./italian.ts";
export { japanese } from "./japanese.ts";
export { korean } from "./korean.ts";
export { polish } from "./polish.ts";
export { portuguese } from "./portuguese.ts";
export { rarerLanguages } from "./rarer-languages.ts";
export { russian } from "./russian.ts";
export { spanish } from "./spanish.ts";
export { turkish } from "./turkish.ts";
export { ukrainian } from "./ukrainian.ts";
export { vietnamese } from "./vietnamese.ts";

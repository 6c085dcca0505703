// One line a language.
export { ARABIC } from "./arabic.ts";
export { CHINESE } from "./chinese.ts";
export { DUTCH } from "./dutch.ts";
export { FRENCH } from "./french.ts";
export { GERMAN } from "./german.ts";
export { INDONESIAN } from "./indonesian.ts";
export { ITALIAN } from "./italian.ts";
export { JAPANESE } from "./japanese.ts";
export { KOREAN } from "./korean.ts";
export { POLISH } from "./polish.ts";
export { PORTUGUESE } from "./portuguese.ts";
export { RARER_LANGUAGES } from "./rarer-languages.ts";
export { RUSSIAN } from "./russian.ts";
export { SPANISH } from "./spanish.ts";
export { TURKISH } from "./turkish.ts";
export { UKRAINIAN } from "./ukrainian.ts";
export { VIETNAMESE } from "./vietnamese.ts";

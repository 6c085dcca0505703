// One line a language.
export { CHINESE } from "./chinese.ts";
export { FRENCH } from "./french.ts";
export { GERMAN } from "./german.ts";
export { JAPANESE } from "./japanese.ts";
export { KOREAN } from "./korean.ts";
export { PORTUGUESE } from "./portuguese.ts";
export { RUSSIAN } from "./russian.ts";
export { SPANISH } from "./spanish.ts";

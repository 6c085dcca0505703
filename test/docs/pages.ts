import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

/** Every page that a reader may be sent to, by its path from the root. */
export const PAGES: readonly string[] = [
  ...readdirSync(ROOT).filter((file) => file.endsWith(".md")),
  ...readdirSync(join(ROOT, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

export const textOf = (page: string): string => readFileSync(join(ROOT, page), "utf8");

const FENCE = /^ *```([a-z0-9]*)\n([\s\S]*?)^ *```$/gmu;

export interface Sample {
  /** `docs/fleet.md:8` */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

export function samplesIn(page: string): Sample[] {
  const text = textOf(page);
  return [...text.matchAll(FENCE)].map(({ 1: language = "", 2: sample = "", index }) => ({
    place: `${page}:${text.slice(0, index).split("\n").length}`,
    language,
    text: sample,
  }));
}

const withoutSamples = (page: string): string => textOf(page).replace(FENCE, "");

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

/** With the anchors that GitHub gives them: a text that comes again is numbered. */
export function headingsOf(page: string): Heading[] {
  const seen = new Map<string, number>();
  return [...withoutSamples(page).matchAll(/^(#+) (.+)$/gmu)].map(([, marks = "", text = ""]) => {
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .replaceAll(" ", "-");
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return { level: marks.length, text, anchor: before === 0 ? slug : `${slug}-${before}` };
  });
}

export interface Link {
  readonly target: string;
  /** From the root; undefined for an address. */
  readonly file: string | undefined;
  readonly anchor: string | undefined;
}

export function linksIn(page: string): Link[] {
  const text = withoutSamples(page).replace(/`[^`\n]*`/gu, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/gu)].map(([, target = ""]) => {
    if (/^[a-z]+:/u.test(target)) return { target, file: undefined, anchor: undefined };
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page : relative(ROOT, resolve(ROOT, dirname(page), path));
    return { target, file, anchor };
  });
}

/** Files that a page names as code: the README has no other way to lead to a page. */
export function filesNamedIn(page: string): string[] {
  const names = withoutSamples(page).matchAll(/`([\w/.-]+)`/gu);
  return [...names].map(([, name = ""]) => name).filter((name) => PAGES.includes(name));
}

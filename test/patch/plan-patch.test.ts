import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import typescript from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import type { Checkout } from "../../src/patch/checkout.ts";
import { LEFT_OUT, PART_NAMES, type PartName, PARTS } from "../../src/patch/parts.ts";
import { PatchError } from "../../src/patch/patch-error.ts";
import { planPatch, type Plan } from "../../src/patch/plan-patch.ts";
import type { Seam } from "../../src/patch/seam.ts";
import { SEAMS } from "../../src/patch/seams.ts";
import { compareWithRange, parseTreeVersion } from "../../src/patch/tree-version.ts";
import {
  readTexts,
  SMALL_TREES,
  smallTree,
  type SmallTree,
  type SmallVersion,
  TREES,
} from "./small-tree.ts";

const VERSIONS = Object.keys(SMALL_TREES) as SmallVersion[];

const folder = mkdtempSync(path.join(tmpdir(), "plan-patch-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function planFor(
  version: string,
  tree: SmallTree,
  {
    only,
    seams,
    prepare,
  }: {
    only?: PartName;
    seams?: readonly Seam[];
    prepare?: (directory: string) => void;
  } = {},
): Plan {
  const directory = mkdtempSync(path.join(folder, "tree-"));
  for (const [file, text] of tree) {
    mkdirSync(path.join(directory, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  }
  prepare?.(directory);
  const parsedVersion = parseTreeVersion(version);
  if (parsedVersion === undefined) throw new TypeError(version);
  const checkout: Checkout = {
    directory,
    version,
    parsedVersion,
    tried: true,
    index: { directory, isTracked: () => true, isStaged: () => true },
  };
  return planPatch(checkout, typescript, seams ? { only, seams } : { only });
}

/** The tree with everything that the plan changes. */
function patched(tree: SmallTree, plan: Plan): SmallTree {
  const result = new Map(tree);
  for (const { changes } of plan.parts) {
    for (const { file, after } of changes) result.set(file, after);
  }
  return result;
}

function fits(version: string, { versions }: { versions: readonly [string, string] }): boolean {
  const parsed = parseTreeVersion(version);
  return parsed !== undefined && compareWithRange(parsed, versions) === 0;
}

function seamsOf(version: SmallVersion) {
  return SEAMS.filter((seam) => fits(version, seam));
}

/** In the order in which they stack. */
function partsOf(version: SmallVersion): PartName[] {
  return PART_NAMES.filter((name) =>
    PARTS.some((part) => part.name === name && fits(version, part)),
  );
}

function stateOf(plan: Plan): [PartName, string][] {
  return plan.parts
    .filter(({ state }) => state !== "left out")
    .map(({ name, state }) => [name, state]);
}

function fileOf(seam: Seam, tree: SmallTree): string {
  return seam.files.find((file) => tree.has(file)) ?? "";
}

function problemsAt(plan: Plan, seam: Seam): string[] {
  return plan.problems
    .filter(({ part, id }) => part === seam.part && id === seam.id)
    .map(({ message }) => message);
}

/** Made for the first test that wants it. */
function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

describe.each(VERSIONS)("the plan for %s", (version) => {
  const tree = smallTree(version);
  const planned = lazy(() => planFor(version, tree));
  const resulting = lazy(() => patched(tree, planned()));

  it("places every edit of every part", () => {
    const plan = planned();
    expect(plan.problems).toEqual([]);
    expect(stateOf(plan)).toEqual(partsOf(version).map((name) => [name, "to apply"]));
    const placed = plan.parts.flatMap(({ name, edits }) => edits.map(({ id }) => `${name}/${id}`));
    for (const seam of seamsOf(version)) expect(placed).toContain(`${seam.part}/${seam.id}`);
  });

  it("makes of each file what stands beside it", async () => {
    const [plan, result] = [planned(), resulting()];
    const changed = new Set<string>();
    for (const { file, before } of plan.parts.flatMap(({ changes }) => changes)) {
      // What the patch brings is in `src/patch/tree` as it is.
      if (before !== undefined) changed.add(file);
    }
    const predecessor = SMALL_TREES[version].at(-2);
    const earlier = predecessor && smallTree(predecessor);
    const earlierResult = earlier && patched(earlier, planFor(predecessor, earlier));
    const own = [...changed].filter((file) => earlierResult?.get(file) !== result.get(file));
    const after = path.join(TREES, version, "after");
    for (const file of own) {
      await expect(result.get(file)).toMatchFileSnapshot(path.join(after, `${file}.txt`));
    }
    expect([...readTexts(after).keys()].toSorted()).toEqual(own.toSorted());
  });

  it("leaves files that parse", () => {
    for (const [file, text] of resulting()) {
      if (!file.endsWith(".ts")) continue;
      const { diagnostics } = typescript.transpileModule(text, {
        reportDiagnostics: true,
        fileName: file,
      });
      expect(diagnostics).toEqual([]);
    }
  });

  it("is already applied the second time, part by part too", () => {
    const result = resulting();
    const again = planFor(version, result);
    expect(again.problems).toEqual([]);
    const done = partsOf(version).map((name) => [name, "already applied"]);
    expect(stateOf(again)).toEqual(done);
    for (const name of partsOf(version)) {
      expect(stateOf(planFor(version, result, { only: name }))).toEqual([
        [name, "already applied"],
      ]);
    }
  });

  it("comes out the same part by part", () => {
    let stepwise = tree;
    for (const name of partsOf(version)) {
      const step = planFor(version, stepwise, { only: name });
      expect(step.problems).toEqual([]);
      stepwise = patched(stepwise, step);
      const again = planFor(version, stepwise, { only: name });
      expect([again.problems, stateOf(again)]).toEqual([[], [[name, "already applied"]]]);
    }
    expect(stepwise).toEqual(resulting());
  });
});

describe.each(VERSIONS)("the plan for %s with CR LF at the line ends", (version) => {
  it("is the same change, with those line ends", () => {
    const tree = smallTree(version);
    const windows: SmallTree = new Map(
      [...tree].map(([file, text]) => [file, text.replaceAll("\n", "\r\n")]),
    );
    const result = patched(windows, planFor(version, windows));
    for (const [file, text] of patched(tree, planFor(version, tree))) {
      const written = result.get(file) ?? "";
      expect(written.replaceAll("\r\n", "\n")).toBe(text);
    }
    for (const file of tree.keys()) {
      expect(result.get(file)).not.toMatch(/[^\r]\n|\r(?!\n)/);
    }
    expect(stateOf(planFor(version, result))).toEqual(
      partsOf(version).map((name) => [name, "already applied"]),
    );
  });
});

/** Each edit once, on the first of the versions that have it. */
const EDITS = SEAMS.map((seam) => {
  const version = VERSIONS.find((candidate) => seamsOf(candidate).includes(seam));
  return [`${seam.part}/${seam.id}`, seam, version ?? "2026.2.27"] as const;
});

describe.each(EDITS)("%s", (_name, seam, version) => {
  const tree = smallTree(version);
  const file = fileOf(seam, tree);
  const text = tree.get(file) ?? "";
  const planned = (changed: SmallTree) =>
    problemsAt(planFor(version, changed, { seams: [seam] }), seam);

  it("is looked for in vain where its anchor is missing", () => {
    const wherePresent = seam.kind === "code" && seam.count === "any";
    expect(planned(new Map([[file, "\n"]]))).toEqual(
      wherePresent ? [] : [`not found. Looked for: ${seam.anchor}`],
    );
  });

  it("is not made where the file has moved, and is made where only the lines have", () => {
    const elsewhere = new Map([[`src/elsewhere/${path.basename(file)}`, text]]);
    expect(planned(elsewhere)).toEqual([`there is no such file. Looked for: ${seam.anchor}`]);
    const filler = {
      ".ts": "const filler = 1;\n".repeat(40),
      ".md": "Filler.\n\n",
      ".json": "\n\n",
    };
    expect(
      planned(new Map([[file, `${filler[path.extname(file) as keyof typeof filler]}${text}`]])),
    ).toEqual([]);
  });

  it.skipIf(file.endsWith(".json"))("is not made where its anchor is there twice", () => {
    const [problem = "none"] = planned(new Map([[file, `${text}\n${text}`]]));
    // Meant for every such place, or for the first.
    const unambiguous =
      seam.id === "changelog" || (seam.kind === "code" && /^(?:any|some)$/.test(`${seam.count}`));
    expect(problem).toMatch(unambiguous ? /^none$/ : /^(?:found [24] times|not found)/);
  });
});

describe("the change log", () => {
  it("gets its first fix with empty lines around it", () => {
    const tree = smallTree("2026.2.27").set("CHANGELOG.md", "## 2\n\n### Fixes\n\n## 1\n");
    const result = patched(tree, planFor("2026.2.27", tree, { only: "default" }));
    expect(result.get("CHANGELOG.md")).toMatch(/^## 2\n\n### Fixes\n\n- [^\n]+\n\n## 1\n$/);
  });
});

describe("a document whose last line has no end", () => {
  it("gets one", () => {
    const tree = smallTree("2026.2.27").set("CHANGELOG.md", "## 2\n\n### Fixes\n\n- A.");
    const result = patched(tree, planFor("2026.2.27", tree, { only: "default" }));
    expect(result.get("CHANGELOG.md")).toMatch(/^## 2\n\n### Fixes\n\n- A\.\n- Providers[^\n]+\n$/);
  });
});

describe("an anchor", () => {
  const problemsWith = (id: string, file: string, change: (text: string) => string) => {
    const changed = new Map([[file, change(smallTree("2026.2.27").get(file) ?? "")]]);
    const plan = planFor("2026.2.27", changed, { seams: SEAMS.filter((seam) => seam.id === id) });
    return plan.problems.filter((problem) => problem.id === id).map(({ message }) => message);
  };

  it("passes over what has its name and another value", () => {
    const file = "src/config/validation.ts";
    const more = (text: string) => `const warnings = [1];\n${text}`;
    expect(problemsWith("warnings", file, more)).toEqual([]);
  });

  it("that is in another shape than the edit expects is not changed", () => {
    const file = "src/agents/pi-embedded-runner/model.ts";
    const inner = (text: string) => text.replace("export function", "async function");
    expect(problemsWith("resolved-model", file, inner)).toEqual([
      "found, but in another shape than the edit expects. Looked for: exported function `resolveModel`",
    ]);
  });
});

describe("the models of March 2026", () => {
  it("take null in their types and not in their headers", () => {
    const file = "src/agents/pi-embedded-runner/model.ts";
    const tree = smallTree("2026.3.3");
    const result = patched(tree, planFor("2026.3.3", tree, { only: "delivery" }));
    expect(result.get(file)?.match(/headers\?: Record<string, string \| null>;/g)).toHaveLength(2);
    expect(result.get(file)).toContain(
      "headers: { ...(model as Model<Api>).headers, ...plainHeaders(entry.headers) }",
    );
    expect(result.get(file)).toContain(
      "headers: plainHeaders({ ...entry?.headers, ...model.headers })",
    );
    expect(planFor("2026.3.3", smallTree("2026.3.2")).problems).toEqual([]);
  });
});

describe("a part that is half there", () => {
  it("is not completed behind somebody's back", () => {
    const tree = smallTree("2026.2.27");
    const result = patched(tree, planFor("2026.2.27", tree, { only: "default" }));
    result.set("CHANGELOG.md", tree.get("CHANGELOG.md") ?? "");
    expect(planFor("2026.2.27", result, { only: "default" }).problems).toEqual([
      {
        part: "default",
        id: "half",
        file: "src/agents/models-config.providers.ts",
        message:
          "the part is only partly applied: kimi-user-agent, docs, " +
          "src/agents/models-config.providers.kimi-coding.user-agent.test.ts done, changelog not. " +
          "Undo what is there (with --revert if a run was interrupted), or make the rest by hand",
      },
    ]);
  });

  it("is completed where a later part stands for some of its edits", () => {
    let tree = smallTree("2026.2.27");
    for (const name of ["delivery", "validation"] as const) {
      tree = patched(tree, planFor("2026.2.27", tree, { only: name }));
    }
    const plan = planFor("2026.2.27", tree, { only: "redaction" });
    expect(plan.problems).toEqual([]);
    expect(plan.parts[0]?.edits.map(({ id }) => id)).toEqual([
      "restorable-source",
      "restorable-source-function",
      "changelog",
      "new file",
    ]);
    expect(planFor("2026.2.27", patched(tree, plan), { only: "redaction" }).parts[0]?.state).toBe(
      "already applied",
    );
  });

  it("does not write over a file of another content", () => {
    const tree = smallTree("2026.2.27").set("src/agents/provider-headers.ts", "// mine\n");
    expect(planFor("2026.2.27", tree, { only: "delivery" }).problems).toEqual([
      {
        part: "delivery",
        id: "new file",
        file: "src/agents/provider-headers.ts",
        message:
          "a file of this name already exists. Move it away, or undo what an earlier version wrote",
      },
    ]);
  });
});

describe("a place that is none to write to", () => {
  const planned = (prepare: (directory: string) => void) => {
    const tree = smallTree("2026.7.2");
    return planFor("2026.7.2", tree, { only: "doctor", prepare }).problems;
  };
  const place = "src/commands/doctor/shared/provider-header-warnings.ts";

  it("stops the patch where a folder on the way leads elsewhere", () => {
    const elsewhere = mkdtempSync(path.join(folder, "elsewhere-"));
    const [first] = planned((directory) => {
      renameSync(path.join(directory, "src/commands"), path.join(elsewhere, "commands"));
      symlinkSync(path.join(elsewhere, "commands"), path.join(directory, "src/commands"));
    });
    expect(first).toEqual({
      part: "doctor",
      id: "provider-header-warnings",
      file: "src/commands/doctor/shared/preview-warnings.ts",
      message: "src/commands is a symbolic link: nothing is written through it",
    });
  });

  it("stops the patch where a folder is in a file's place, or a file in a folder's", () => {
    const [ofFolder] = planned((directory) => mkdirSync(path.join(directory, place)));
    expect(ofFolder?.message).toBe(`${place} is in the way: not a file`);
    const tree = smallTree("2026.7.2");
    const { problems } = planFor("2026.7.2", tree, {
      only: "advice",
      prepare: (directory) => {
        rmSync(path.join(directory, "src/agents"), { recursive: true });
        writeFileSync(path.join(directory, "src/agents"), "mine\n");
      },
    });
    expect(problems.map(({ message }) => message)).toContain(
      "src/agents is in the way: not a folder",
    );
  });

  it("stops the patch at a file with a second name", () => {
    const { problems } = planFor("2026.7.2", smallTree("2026.7.2"), {
      only: "redaction",
      prepare: (directory) =>
        linkSync(path.join(directory, "src/config/sensitive-paths.ts"), path.join(directory, "b")),
    });
    expect(problems[0]?.message).toBe(
      "src/config/sensitive-paths.ts is a hard link: writing it would change a file elsewhere",
    );
  });

  it("stops the patch at a file that is no text", () => {
    expect(() =>
      planned((directory) =>
        writeFileSync(
          path.join(directory, "src/commands/doctor/shared/preview-warnings.ts"),
          Buffer.from([0x2f, 0xff]),
        ),
      ),
    ).toThrow(
      new PatchError(
        "src/commands/doctor/shared/preview-warnings.ts is not UTF-8 text",
        "restore it with git",
      ),
    );
  });
});

describe("parts", () => {
  it("name what they build on", () => {
    for (const name of ["validation", "guard"] as const) {
      const { problems } = planFor("2026.2.27", smallTree("2026.2.27"), { only: name });
      expect(problems).toEqual([
        {
          part: name,
          id: "needs",
          file: "",
          message:
            "it builds on the part `delivery`, which is not applied. Apply that first, or all without --only",
        },
      ]);
    }
  });

  it("are left out, and say why, where a later version has or hinders them", () => {
    const { parts, problems } = planFor("2026.3.13", smallTree("2026.3.2"));
    expect(problems).toEqual([]);
    expect(parts.map(({ name, state, reason }) => [name, state, reason])).toEqual(
      LEFT_OUT.filter((row) => fits("2026.3.13", row)).map(({ name, reason }) => [
        name,
        "left out",
        reason,
      ]),
    );
  });

  it("that are made for other versions only say for which when they are asked for", () => {
    const { parts } = planFor("2026.2.27", smallTree("2026.2.27"), { only: "doctor" });
    expect(parts.map(({ state, reason }) => [state, reason])).toEqual([
      ["left out", "made for 2026.6.11 to 2026.7.2"],
    ]);
  });

  it("do not overlap, and leave no known version without a word", () => {
    for (const name of PART_NAMES) {
      const rows = [...PARTS, ...LEFT_OUT].filter((row) => row.name === name);
      for (const version of ["2026.2.19", "2026.3.6", "2026.3.7", "2026.3.11", "2026.3.12"].concat([
        "2026.3.31",
        "2026.6.10",
        "2026.6.11",
        "2026.7.2",
        "2026.7.3",
        "2026.9.6",
      ])) {
        const count = rows.filter((row) => fits(version, row)).length;
        const onlyLater = name === "doctor" || name === "advice";
        expect([name, version, count]).toEqual([
          name,
          version,
          onlyLater && !/\.(?:[79]\.|6\.11)/.test(version) ? 0 : 1,
        ]);
      }
    }
  });
});

describe("the Kimi plugin", () => {
  it("that OpenClaw changed by itself is left as it is", () => {
    const manifest = "extensions/kimi-coding/openclaw.plugin.json";
    const tree = smallTree("2026.7.2").set(manifest, '{ "providers": ["kimi-code"] }\n');
    const { problems, parts } = planFor("2026.7.2", tree, { only: "default" });
    expect(problems).toEqual([]);
    expect(parts[0]?.changes.map(({ file }) => file)).not.toContain(manifest);
    expect(
      planFor("2026.7.2", patched(tree, { parts } as Plan), { only: "default" }).parts,
    ).toEqual([expect.objectContaining({ state: "already applied" })]);
  });

  it("that is not in the tree stops the part, and says what was looked for", () => {
    const tree = smallTree("2026.7.2");
    for (const file of tree.keys()) if (file.startsWith("extensions/")) tree.delete(file);
    const { problems } = planFor("2026.7.2", tree, { only: "default" });
    expect(problems.map(({ file, message }) => `${file}: ${message}`)).toContain(
      "extensions/kimi-coding/index.ts: there is no such file. Looked for: `return same ? undefined : { ...model, id }` in property `normalizeResolvedModel`",
    );
  });
});

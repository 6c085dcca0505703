import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { smallCheckout, type SmallCheckout, smallTree } from "../patch/small-tree.ts";
import { runCommandLine } from "./run-command-line.ts";

const MARCH_PARTS = ["default", "redaction", "delivery", "validation", "guard"];

const run = ({ directory }: SmallCheckout, ...args: string[]) =>
  runCommandLine(["patch", directory, ...args]);

describe("patch", () => {
  it("plans one part and writes nothing", async () => {
    const checkout = smallCheckout();
    const { code, stdout } = await run(checkout, "--only", "default", "--dry-run");
    expect(stdout).toBe(
      [
        "OpenClaw 2026.2.27",
        "default: to apply",
        "  Kimi Code gets a User-Agent that it accepts, without any configuration",
        "  ~ src/agents/models-config.providers.ts:35  kimi-user-agent",
        "  ~ docs/providers/moonshot.md:15  docs",
        "  ~ CHANGELOG.md:12  changelog",
        "  + src/agents/models-config.providers.kimi-coding.user-agent.test.ts",
        "nothing was written (--dry-run)",
        "",
      ].join("\n"),
    );
    expect(code).toBe(0);
    expect(checkout.changes()).toEqual([]);
  });

  it("writes all parts, knows them the second time, and takes them back", async () => {
    const checkout = smallCheckout();
    const first = await run(checkout);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(
      /\nwritten, uncommitted: review it with `git diff` and `git status`, undo it with --revert\n$/,
    );
    const changes = checkout.changes();
    expect(changes).not.toEqual([]);

    const second = await run(checkout);
    expect(second.stdout).toBe(
      `OpenClaw 2026.2.27\n${MARCH_PARTS.map((name) => `${name}: already applied\n`).join("")}already applied, nothing to write\n`,
    );
    expect(second.code).toBe(0);
    expect(checkout.changes()).toEqual(changes);

    expect((await run(checkout, "--revert", "--dry-run")).stdout).toMatch(
      /^would revert: guard, validation, delivery, redaction, default\n/,
    );
    expect(checkout.changes()).toEqual(changes);
    expect((await run(checkout, "--revert")).stdout).toMatch(
      /^reverted: guard, validation, delivery, redaction, default\n {2}CHANGELOG\.md\n/,
    );
    expect(checkout.changes()).toEqual([]);
  });

  it("fails closed: one missing anchor, and nothing is written", async () => {
    const checkout = smallCheckout(
      smallTree("2026.2.27").set("src/agents/minimax-vlm.ts", "export const moved = true;\n"),
    );
    const { code, stdout } = await run(checkout);
    expect(code).toBe(1);
    expect(stdout).toContain(
      "problem  delivery/minimax-request  src/agents/minimax-vlm.ts\n" +
        "  not found. Looked for: property `headers` of the request in function `minimaxUnderstandImage`\n",
    );
    expect(stdout).toMatch(/\nnothing was written\n$/);
    expect(checkout.changes()).toEqual([]);
  });

  it("stops at changes of somebody's own", async () => {
    const checkout = smallCheckout();
    checkout.write("CHANGELOG.md", `${smallTree("2026.2.27").get("CHANGELOG.md")}mine\n`);
    const before = checkout.changes();
    const { code, stdout } = await run(checkout);
    expect(code).toBe(1);
    expect(stdout).toContain(
      "problem  CHANGELOG.md\n  holds changes of your own. Commit or stash them first\n",
    );
    expect(checkout.changes()).toEqual(before);
  });

  it("prints the plan as JSON, and what became of it", async () => {
    const checkout = smallCheckout();
    const { code, stdout } = await run(checkout, "--only", "default", "--json", "--dry-run");
    expect(code).toBe(0);
    const gives = "Kimi Code gets a User-Agent that it accepts, without any configuration";
    const plan = {
      checkout: checkout.directory,
      version: "2026.2.27",
      tried: true,
      written: false,
      foreign: [],
      problems: [],
      parts: [
        {
          name: "default",
          gives,
          state: "to apply",
          reason: null,
          edits: [
            { id: "kimi-user-agent", file: "src/agents/models-config.providers.ts", line: 35 },
            { id: "docs", file: "docs/providers/moonshot.md", line: 15 },
            { id: "changelog", file: "CHANGELOG.md", line: 12 },
            {
              id: "new file",
              file: "src/agents/models-config.providers.kimi-coding.user-agent.test.ts",
              line: null,
            },
          ],
        },
      ],
    };
    expect(JSON.parse(stdout)).toEqual(plan);
    const written = await run(checkout, "--only", "default", "--json");
    expect(JSON.parse(written.stdout)).toEqual({ ...plan, written: true });
    const again = await run(checkout, "--only", "default", "--json");
    expect(JSON.parse(again.stdout)).toEqual({
      ...plan,
      parts: [{ name: "default", gives, state: "already applied", reason: null, edits: [] }],
    });
  });

  it("prints what it reverts as JSON", async () => {
    const checkout = smallCheckout();
    await run(checkout, "--only", "default");
    const reverted = {
      parts: ["default"],
      files: [
        "CHANGELOG.md",
        "docs/providers/moonshot.md",
        "src/agents/models-config.providers.kimi-coding.user-agent.test.ts",
        "src/agents/models-config.providers.ts",
      ],
    };
    for (const dryRun of [true, false]) {
      const { code, stdout } = await run(
        checkout,
        "--revert",
        "--json",
        ...(dryRun ? ["--dry-run"] : []),
      );
      expect(JSON.parse(stdout)).toEqual({ checkout: checkout.directory, dryRun, reverted });
      expect(code).toBe(0);
    }
  });

  it.each([
    ["2026.2.18", "too old"],
    ["2026.9.7", "too new"],
    ["main", "not known"],
  ])("refuses OpenClaw %s and points to the plugin", async (version, kind) => {
    const tree = smallTree("2026.2.27");
    tree.set("package.json", JSON.stringify({ name: "openclaw", version }));
    const checkout = smallCheckout(tree);
    const { code, stdout, stderr } = await run(checkout);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      `provider-headers: OpenClaw ${version} is ${kind} for this patch, which knows 2026.2.19 to 2026.9.6\n` +
        "  fix: use the plugin, which needs no change of the source (docs/openclaw-plugin.md)\n",
    );
    expect(checkout.changes()).toEqual([]);
  });

  it("says of a version that no part is made for where to go instead", async () => {
    const tree = smallTree("2026.3.2");
    tree.set("package.json", JSON.stringify({ name: "openclaw", version: "2026.3.13" }));
    const { code, stdout } = await run(smallCheckout(tree));
    expect(stdout).toMatch(
      /\nnothing was written: for what is left out use the plugin, which needs no change of the source \(docs\/openclaw-plugin\.md\)\n$/,
    );
    expect(code).toBe(1);
  });

  it("gives a tree of July 2026 its parts, and says why the others are left out", async () => {
    const checkout = smallCheckout(smallTree("2026.7.2"));
    const { code, stdout } = await run(checkout);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^OpenClaw 2026\.7\.2\ndefault: to apply\n/);
    expect(stdout).toMatch(/\ndelivery: left out \(OpenClaw merges headers in one place by now;/);
    expect(stdout).toMatch(/\nwritten, uncommitted: [^\n]+\n$/);
    expect(checkout.changes()).toContain("AM extensions/kimi-coding/index.ts");
    expect((await run(checkout, "--revert")).stdout).toMatch(
      /^reverted: advice, doctor, redaction, default\n/,
    );
    expect(checkout.changes()).toEqual([]);
  });

  it("says that a later version was not tried", async () => {
    const tree = smallTree("2026.7.2");
    tree.set("package.json", JSON.stringify({ name: "openclaw", version: "2026.9.6" }));
    const checkout = smallCheckout(tree);
    const plan = `OpenClaw 2026.9.6
  the patch was not tried on this version: run its checks (docs/upstream-patch.md)
default: to apply
  the Kimi plugin's own User-Agent reaches Kimi Code for entries of the config too
  ~ extensions/kimi-coding/index.ts:11  kimi-resolved-model
  ~ extensions/kimi-coding/provider-catalog.ts:11  kimi-user-agent
  ~ extensions/kimi-coding/openclaw.plugin.json:3  kimi-code-id
  ~ docs/providers/moonshot.md:16  docs
  + extensions/kimi-coding/user-agent.test.ts
`;
    const leftOut = `redaction: left out (made for the sources of 2026.6.11 to 2026.7.2)
delivery: left out (OpenClaw merges headers in one place by now; \`null\` alone would widen a type that plugins read)
validation: left out (a stricter schema counts as a merge risk there; the part \`doctor\` warns instead)
guard: left out (OpenClaw logs attempts and skips and shows the notice without verbose by now)
doctor: left out (made for the sources of 2026.6.11 to 2026.7.2)
advice: left out (made for the sources of 2026.6.11 to 2026.7.2)
`;
    const rest =
      "for what is left out use the plugin, which needs no change of the source (docs/openclaw-plugin.md)\n";
    const planned = await run(checkout, "--dry-run");
    expect(planned).toMatchObject({
      code: 0,
      stdout: `${plan}${leftOut}${rest}nothing was written (--dry-run)\n`,
    });
    await run(checkout);
    expect(await run(checkout)).toMatchObject({
      code: 0,
      stdout: `OpenClaw 2026.9.6\ndefault: already applied\n${leftOut}already applied, nothing to write\n`,
    });
    const json = JSON.parse((await run(checkout, "--only", "doctor", "--json")).stdout) as unknown;
    expect(json).toMatchObject({
      tried: false,
      parts: [{ state: "left out", reason: "made for the sources of 2026.6.11 to 2026.7.2" }],
    });
  });

  it("says all that is in its way, what is written too", async () => {
    const tree = smallTree("2026.7.2");
    for (const file of tree.keys()) if (file.startsWith("extensions/")) tree.delete(file);
    const checkout = smallCheckout(tree);
    const notes = "docs/providers/moonshot.md";
    checkout.write(notes, `${tree.get(notes)}mine\n`);
    const { code, stdout } = await run(checkout, "--only", "default", "--dry-run");
    expect(stdout).toBe(`OpenClaw 2026.7.2
default: to apply
  the Kimi plugin's own User-Agent reaches Kimi Code for entries of the config too
  ~ docs/providers/moonshot.md:16  docs
  + extensions/kimi-coding/user-agent.test.ts
problem  default/kimi-resolved-model  extensions/kimi-coding/index.ts
  there is no such file. Looked for: \`return same ? undefined : { ...model, id }\` in property \`normalizeResolvedModel\`
problem  default/kimi-user-agent  extensions/kimi-coding/provider-catalog.ts
  there is no such file. Looked for: function \`normalizeKimiCodingModelId\`, beside function \`buildKimiCodingProvider\`
problem  default/kimi-code-id  extensions/kimi-coding/openclaw.plugin.json
  there is no such file. Looked for: \`"kimi"\` in the manifest's list \`providers\`
problem  docs/providers/moonshot.md
  holds changes of your own. Commit or stash them first
nothing was written
`);
    expect(code).toBe(1);
  });

  it("writes nothing where the Kimi plugin is not in the tree", async () => {
    const tree = smallTree("2026.7.2");
    for (const file of tree.keys()) if (file.startsWith("extensions/")) tree.delete(file);
    const checkout = smallCheckout(tree);
    const { code, stdout } = await run(checkout);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /\nproblem {2}default\/kimi-resolved-model {2}extensions\/kimi-coding\/index\.ts\n {2}there is no such file\./,
    );
    expect(stdout).toMatch(/\nnothing was written\n$/);
    expect(checkout.changes()).toEqual([]);
  });

  it("says so beside the part that fits", async () => {
    const tree = smallTree("2026.3.2");
    tree.set("package.json", JSON.stringify({ name: "openclaw", version: "2026.3.8" }));
    const checkout = smallCheckout(tree);
    const first = await run(checkout);
    expect(first.stdout).toMatch(/\nfor what is left out use the plugin[^\n]+\nwritten, /);
    expect(first.code).toBe(0);
    const again = await run(checkout);
    expect(again.stdout).toMatch(/\nalready applied, nothing to write\n$/);
    expect(again.code).toBe(0);
    const other = await run(checkout, "--only", "guard", "--json");
    expect([other.code, JSON.parse(other.stdout)]).toMatchObject([1, { written: false }]);
  });

  it("says what is wrong with the folder or the part", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "no-checkout-"));
    try {
      const missing = await runCommandLine(["patch", path.join(folder, "nowhere")]);
      expect(missing.code).toBe(2);
      expect(missing.stderr).toContain("has no package.json that can be read");
      writeFileSync(path.join(folder, "package.json"), '{"name":"other","version":"1.0.0"}');
      const other = await runCommandLine(["patch", folder]);
      expect(other.stderr).toBe(
        `provider-headers: ${folder} is not an OpenClaw source tree: its package.json does not say \`"name": "openclaw"\`\n` +
          "  fix: give the folder of a clone of openclaw/openclaw\n",
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const part = await run(smallCheckout(), "--only", "all");
    expect(part.stderr).toBe(
      "provider-headers: there is no part `all`\n  fix: one of default, redaction, delivery, validation, guard, doctor, advice\n",
    );
  });

  it("says what it can do", async () => {
    expect((await runCommandLine(["patch", "--help"])).stdout)
      .toBe(`Usage: provider-headers patch [options] <checkout>

write the fixes for #30099 into a checkout of OpenClaw, as a change to review

Arguments:
  checkout       folder of the clone

Options:
  --only <part>  only this part: default, redaction, delivery, validation, guard, doctor, advice
  --dry-run      plan everything and write nothing
  --revert       undo what an earlier run wrote
  --json         print the plan as JSON
  -h, --help     print this
`);
  });

  it("says which part another one needs", async () => {
    const { code, stdout } = await run(smallCheckout(), "--only", "guard", "--dry-run");
    expect(stdout).toBe(`OpenClaw 2026.2.27
guard: left out (needs delivery)
problem  guard/needs
  it builds on the part \`delivery\`, which is not applied. Apply that first, or all without --only
nothing was written
`);
    expect(code).toBe(1);
  });

  it("leaves no file of its own behind", async () => {
    const checkout = smallCheckout();
    const { code } = await run(checkout, "--revert");
    expect(code).toBe(2);
    expect(existsSync(path.join(checkout.directory, ".git/provider-headers-patch.json"))).toBe(
      false,
    );
  });
});

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  compileTemplate,
  hasPlaceholder,
  type PlaceholderValues,
  renderTemplate,
  sessionDigest,
  unknownPlaceholders,
} from "../../src/headers/placeholders.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("placeholders", () => {
  it.each<[string, PlaceholderValues, string | undefined]>([
    ["{{sessionId}}", { sessionId: "s1" }, "s1"],
    ["a {{sessionId}} b", { sessionId: "s1" }, "a s1 b"],
    ["{{providerId}}/{{modelId}}", { providerId: "p", modelId: "m" }, "p/m"],
    ["{{modelId}}{{modelId}}", { modelId: "m" }, "mm"],
    ["{{modelId}}", { modelId: " m\t" }, "m"],
    // Not a template language: what comes in is not looked at again.
    ["{{modelId}}", { modelId: "{{sessionId}}", sessionId: "s1" }, "{{sessionId}}"],
    ["{{modelId}}", { modelId: "Modèle" }, "Modèle"],
    ["{{sessionId}}", {}, undefined],
    ["{{sessionId}}", { sessionId: undefined }, undefined],
    ["{{sessionId}}", { sessionId: "" }, undefined],
    ["{{sessionId}}", { sessionId: " \t" }, undefined],
    ["a {{sessionId}}", { sessionId: "" }, undefined],
    ["a{{sessionId}}{{modelId}}", { sessionId: "s1" }, undefined],
    ["{{modelId}}", { modelId: "a\r\nX-Evil: 1" }, undefined],
    ["{{modelId}}", { modelId: "a\u010d\u010aX-Evil: 1" }, undefined],
    ["{{modelId}}", { modelId: "a\u0000" }, undefined],
    ["{{modelId}}", { modelId: "模型" }, undefined],
    ["{{modelId}}", { modelId: "m".repeat(8193) }, undefined],
    ["{{modelId}}", { modelId: 1 as unknown as string }, undefined],
  ])("%j with %j is %j", (text, values, rendered) => {
    expect(renderTemplate(compileTemplate(text), values)).toBe(rendered);
  });

  it.each([
    ["{{sessionId}}", true, []],
    ["{{sesionId}}", true, ["sesionId"]],
    ["{{ sessionId }}", true, [" sessionId "]],
    ["{{}}", true, [""]],
    ["{{toString}} {{modelId}} {{x}}", true, ["toString", "x"]],
    ["{sessionId}", false, []],
    ["{{sessionId", false, []],
    ['{"a":{"b":{}}}', false, []],
    ["{{{modelId}}}", true, []],
  ])("%j: %s, unknown %j", (text, placeholder, unknown) => {
    expect(hasPlaceholder(text)).toBe(placeholder);
    expect(unknownPlaceholders(text)).toEqual(unknown);
  });

  it("puts in once what is known at the start", () => {
    expect(
      compileTemplate("{{providerId}} {{sessionId}}/{{modelId}}", {
        providerId: "p",
        modelId: "m",
      }),
    ).toEqual(["p ", { placeholder: "sessionId" }, "/m"]);
    expect(compileTemplate("{{providerId}}/1", { providerId: "p" })).toEqual(["p/1"]);
    expect(compileTemplate("{{other}}")).toEqual(["{{other}}"]);
  });
});

describe("sessionDigest", () => {
  it("is the same for the same session, another for another session or provider, and never the id", () => {
    const digest = sessionDigest("kimi-coding", "agent:main:main", sha256);
    expect(digest).toMatch(/^[0-9a-f]{32}$/);
    expect(sessionDigest("kimi-coding", "agent:main:main", sha256)).toBe(digest);
    expect(sessionDigest("kimi-coding", "agent:main:other", sha256)).not.toBe(digest);
    expect(sessionDigest("other", "agent:main:main", sha256)).not.toBe(digest);
    expect(sessionDigest("a", "b:c", sha256)).not.toBe(sessionDigest("a:b", "c", sha256));
  });
});

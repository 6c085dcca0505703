import { describe, expect, it } from "vitest";
import {
  modelAtTop,
  modelInBody,
  pieceWithModel,
  seeFirstCall,
  withWireModel,
} from "../../src/transport/wire-model.ts";

describe("the model that a body names", () => {
  const long = "x".repeat(40_000);
  const rows: [what: string, body: unknown, model: string | undefined][] = [
    ["first", { model: "k2p5", messages: [] }, "k2p5"],
    ["last, after a long conversation", { messages: [long], model: "k2p5" }, "k2p5"],
    ["in the middle of a long one", { messages: [long], model: "k2p5", tools: [long] }, undefined],
    ["with escapes", { model: 'a"\\b\u00e9' }, 'a"\\b\u00e9'],
    ["as no text", { model: { id: "x" } }, undefined],
    ["not at all", { messages: ['"model":"other"'] }, undefined],
  ];
  it.each(rows)("%s", (_what, body, model) => {
    expect(modelInBody(Buffer.from(JSON.stringify(body)))).toBe(model);
    expect(modelInBody(new Uint8Array(Buffer.from(JSON.stringify(body))))).toBe(model);
  });

  it("is kept with a text as it is", () => {
    expect(pieceWithModel('{"model":"k2p5"}')).toBe('{"model":"k2p5"}');
  });

  it("in a text, with spaces", () => {
    expect(modelInBody('{ "model" : "k2p5" }')).toBe("k2p5");
  });

  it.each([undefined, "", "model=k2p5", Buffer.from('--form"model":"x"'), '{"model":"\\x"}', 3])(
    "%s: none",
    (body) => {
      expect(modelInBody(body)).toBe(undefined);
    },
  );

  it("stands behind what the host says of the wire", () => {
    const call = { providerId: "relay", wireModel: "said" };
    expect(withWireModel(call, "seen")).toBe(call);
    expect(withWireModel({ providerId: "relay" }, "seen")).toEqual({
      providerId: "relay",
      wireModel: "seen",
    });
    expect(withWireModel({ providerId: "relay" }, undefined)).toEqual({ providerId: "relay" });
  });
});

it("the first call of a method is seen, on one object", () => {
  class Client {
    sent: string[] = [];
    send(value: string, more: string): string {
      this.sent.push(value, more);
      return "done";
    }
  }
  const client: Client & { send?: (...values: never[]) => unknown } = new Client();
  const seen: unknown[] = [];
  seeFirstCall(client, "send", (value) => seen.push(value));
  seeFirstCall(client, "send", () => seen.push("twice"));
  expect(client.send("one", "more")).toBe("done");
  client.send("two", "more");
  new Client().send("three", "more");
  expect(seen).toEqual(["one"]);
  expect(client.sent).toEqual(["one", "more", "two", "more"]);
  seeFirstCall({}, "send", () => seen.push("none"));
});

describe("the model at the top of a body", () => {
  const long = "x".repeat(20_000);
  it.each<[string, unknown, string | null | undefined]>([
    ["of text", '{"model":"m","a":1}', "m"],
    ["of bytes", new TextEncoder().encode('{"a":[{"model":"x"}],"model":"m"}'), "m"],
    ["of a buffer", new TextEncoder().encode('{ "model" : "a\\"b" }').buffer, 'a"b'],
    ["of a view", new DataView(new TextEncoder().encode('x{"model":"m"}').buffer, 1), "m"],
    ["named in a text", '{"a":"\\"model\\":\\"x\\"","b":"model"}', null],
    ["named inside", '{"a":{"model":"x"}}', null],
    ["as an object", '{"model":{"id":"x"}}', null],
    ["of no JSON", "model=m", null],
    ["of none", null, null],
    ["behind much", `{"a":"${long}","model":"m"}`, undefined],
    ["behind much that is open", `{"a":"${long}`, undefined],
    [
      "with letters of several bytes",
      Buffer.from('{"ä":"\\\\","模":"\\\"","model":"模型-é"}'),
      "模型-é",
    ],
    ["with such letters in a text", '{"ä":"\\\\","模":"\\\"","model":"模型-é"}', "模型-é"],
    ["behind a text of backslashes", `{"a":"${"\\\\".repeat(999)}\\"","model":"m"}`, "m"],
    ["of a stream", new ReadableStream(), undefined],
    ["not given", undefined, undefined],
  ])("%s", (_what, body, model) => {
    expect(modelAtTop(body)).toBe(model);
  });
});

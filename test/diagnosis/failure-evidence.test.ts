import { describe, expect, it } from "vitest";

import { readEvidence } from "../../src/diagnosis/failure-evidence.ts";

const KEY_MESSAGE = "Invalid API key";

describe("what the user wrote, or numbers about it, is no evidence", () => {
  it.each([
    "arguments",
    "content_filter_result",
    "content_filter_results",
    "contents",
    "data",
    "documentation_url",
    "failed_generation",
    "function_call",
    "headers",
    "help",
    "input",
    "instructions",
    "links",
    "messages",
    "parameters",
    "prompt",
    "query",
    "request",
    "request_body",
    "schema",
    "stack",
    "stacktrace",
    "tool_calls",
    "tools",
    "usage",
    "user_input",
  ])("%s", (name) => {
    const body = { [name]: { code: "invalid_api_key", message: KEY_MESSAGE }, message: "No" };
    expect(readEvidence({ body })).toMatchObject({ codes: [], ownWords: "No" });
  });
});

describe("what the model wrote is evidence only where it wrote nothing", () => {
  it.each(["candidates", "choices", "content", "delta", "output", "parts"])("%s", (name) => {
    const body = { [name]: [{ message: KEY_MESSAGE }] };
    expect(readEvidence({ body }).ownWords).toBe("");
    expect(readEvidence({ body: { ok: false, ...body } }).ownWords).toBe(KEY_MESSAGE);
    const nothing = { usage: { completion_tokens: 0 }, ...body };
    expect(readEvidence({ body: nothing }).ownWords).toBe(KEY_MESSAGE);
    const none = { usage: { output_tokens: 0, input_tokens: 9 }, ...body };
    expect(readEvidence({ body: none }).ownWords).toBe(KEY_MESSAGE);
    const something = { usage: { completion_tokens: 1 }, ...body };
    expect(readEvidence({ body: something }).ownWords).toBe("");
  });
});

describe("a code is read", () => {
  it.each([
    "__type",
    "code",
    "codename",
    "err_code",
    "errcode",
    "errno",
    "error",
    "error_code",
    "error_name",
    "error_subcode",
    "error_type",
    "errorcode",
    "errortype",
    "kind",
    "name",
    "reason",
    "ret",
    "ret_code",
    "retcode",
    "status",
    "status_code",
    "subtype",
    "type",
  ])("from %s", (name) => {
    expect(readEvidence({ body: { [name]: "no-pet" } }).codes).toEqual(["no-pet"]);
  });

  it("from nothing else, and from no sentence", () => {
    expect(readEvidence({ body: { animal: "no-pet", code: "No pet here" } }).codes).toEqual([
      "No pet here",
    ]);
    expect(readEvidence({ body: { type: "No pet here" } }).codes).toEqual([]);
  });
});

describe("a sentence is read", () => {
  it.each([
    "blad",
    "erreur",
    "erro",
    "errore",
    "fehler",
    "fout",
    "hata",
    "mensagem",
    "mensaje",
    "mesaj",
    "messaggio",
    "meldung",
    "pesan",
    "cause",
    "description",
    "detail",
    "details",
    "displaymsg",
    "en",
    "err_msg",
    "errmsg",
    "error",
    "error_description",
    "error_message",
    "error_msg",
    "errormessage",
    "errors",
    "fault",
    "faultstring",
    "info",
    "message",
    "msg",
    "raw",
    "reason",
    "status_msg",
    "statusmessage",
    "text",
    "title",
    "zh",
  ])("from %s", (name) => {
    const body = { detail: "Sorry", [name]: "No pet here" };
    expect(readEvidence({ body }).ownWords).toMatch(/(?:^|\. )No pet here$/u);
  });

  it("from another field where those say nothing", () => {
    expect(readEvidence({ body: { animal: "No pet here" } }).ownWords).toBe("No pet here");
    expect(readEvidence({ body: { animal: "No pet here", detail: "Sorry" } }).ownWords).toBe(
      "Sorry",
    );
  });
});

describe("a status inside a body is read", () => {
  it.each([
    "code",
    "errcode",
    "error_code",
    "http_code",
    "ret",
    "http_status",
    "httpstatuscode",
    "status",
    "status_code",
    "statuscode",
  ])("from %s", (name) => {
    expect(readEvidence({ body: { [name]: 403 } }).status).toBe(403);
  });

  it("from nothing else, and where the response says none of the client itself", () => {
    expect(readEvidence({ body: { animal: 403 } }).status).toBeUndefined();
    expect(readEvidence({ body: { code: 503 } }).status).toBe(503);
    expect(readEvidence({ status: 502, body: { code: 403 } }).status).toBe(403);
    expect(readEvidence({ status: 401, body: { code: 403 } }).status).toBe(401);
    expect(readEvidence({ status: 200, body: { code: 503 } }).status).toBe(200);
  });
});

describe("a body of no more than a status's reason phrase has that status", () => {
  it.each<[string, number | undefined]>([
    ["Unauthorized", 401],
    ["Payment Required", 402],
    ["403 forbidden.", 403],
    ["Too Many Requests", 429],
    ["Not Found", undefined],
    [`Forbidden${" !".repeat(20)}`, undefined],
  ])("%s", (message, status) => {
    expect(readEvidence({ body: { message } }).status).toBe(status);
  });
});

it("reads each of several events", () => {
  const event = (message: string) => `event: error\ndata: ${JSON.stringify({ message })}\n\n`;
  const body = `${event("No pet")}${event("Nor a dog")}data: [DONE]`;
  expect(readEvidence({ body }).ownWords).toBe("No pet . Nor a dog");
});

it("reads ten levels deep", () => {
  const nested = (levels: number): unknown =>
    levels === 0 ? { message: "No pet here" } : { error: nested(levels - 1) };
  expect(readEvidence({ body: nested(10) }).ownWords).toBe("No pet here");
  expect(readEvidence({ body: nested(11) }).ownWords).toBe("");
});

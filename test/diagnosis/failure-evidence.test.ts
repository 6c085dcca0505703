import { describe, expect, it } from "vitest";

import { readEvidence } from "../../src/diagnosis/failure-evidence.ts";

const KEY_MESSAGE = "Invalid API key";

describe("XML", () => {
  it("is read by its innermost elements, with or without a prefix", () => {
    const body =
      "<p:Fault><faultcode>no-pet</faultcode><p:FaultString>No pet</p:FaultString></p:Fault>";
    const { codes, ownWords, page } = readEvidence({ body });
    expect([codes, ownWords, page]).toEqual([[], "No pet", undefined]);
    const withCode = "<Error><Code>no-pet</Code><Message>No pet</Message></Error>";
    expect(readEvidence({ body: withCode }).codes).toEqual(["no-pet"]);
  });

  it.each([
    "<p>No</p><code>x</code>",
    "<html><code>x</code></html>",
    "<title>No</title><code>x</code>",
    "<div>No pet</div>",
  ])("%s is none", (body) => {
    expect(readEvidence({ body }).codes).toEqual([]);
    expect(readEvidence({ body }).page).toBeDefined();
  });
});

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
    "responseBody",
    "response_text",
    "errorBody",
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
    [`Forbidden${"!".repeat(31)}`, 403],
    [`Forbidden${"!".repeat(32)}`, undefined],
  ])("%s", (message, status) => {
    expect(readEvidence({ body: { message } }).status).toBe(status);
  });
});

it("reads each of several events", () => {
  const event = (message: string) => `event: error\ndata: ${JSON.stringify({ message })}\n\n`;
  const body = `${event("No pet")}${event("Nor a dog")}data: [DONE]`;
  expect(readEvidence({ body }).ownWords).toBe("No pet . Nor a dog");
});

describe("what is nested is read ten levels deep", () => {
  const nested = (levels: number): unknown =>
    levels === 0 ? { message: "No pet here" } : { error: nested(levels - 1) };
  const text = (levels: number): string => JSON.stringify(nested(levels));

  it.each<[string, number, (levels: number) => unknown, string]>([
    ["objects", 10, nested, ""],
    ["a list", 9, (levels) => [nested(levels)], ""],
    ["JSON", 9, text, ""],
    ["bytes", 9, (levels) => new TextEncoder().encode(text(levels)), ""],
    ["JSON behind words", 9, (levels) => `sorry: ${text(levels)}`, "sorry:"],
    ["an event", 8, (levels) => `event: error\ndata: ${text(levels)}\n\n${text(0)}`, "No pet here"],
    ["JSON in a field", 8, (levels) => ({ detail: text(levels) }), ""],
    [
      "JSON behind words in a field",
      8,
      (levels) => ({ detail: `sorry: ${text(levels)}` }),
      "sorry:",
    ],
  ])("%s: %i", (_title, most, wrap, beside) => {
    const words = (levels: number) => readEvidence({ body: wrap(levels) }).ownWords;
    expect(words(most)).toContain("No pet here");
    expect(words(most + 1)).toBe(beside);
  });
});

describe("a text that holds JSON", () => {
  it.each([
    ['event: error\ndata: {"message":"No pet"}', "No pet"],
    ['event:error   \ndata: {"message":"No pet"}', "No pet"],
    ['data: {"message":"No pet"}', "No pet"],
    ['my data: {"message":"No pet"}', "No pet . my data:"],
    ['data: words {"message":"No pet"}', "No pet . data: words"],
    ['event: a b\ndata: {"message":"No pet"}', "No pet . event: a b\ndata:"],
    ['sorry { "message":"No pet"} and so on', "No pet . sorry"],
    ['sorry {"a":"b"} and so on', "sorry   and so on"],
    ['sorry {"message":"No } pet"} and so on', "No } pet . sorry"],
    [String.raw`sorry {"message":"No \" } pet"} and so on`, 'No " } pet . sorry'],
    ['sorry [{"message":"No pet"}]', "No pet . sorry"],
    ['sorry [ {"message":"No pet"}]', "No pet . sorry"],
    ['sorry [["No pet"]]', "No pet . sorry"],
    ['sorry ["No pet"]', 'sorry ["No pet"]'],
    ['sorry [ "No pet"]', 'sorry [ "No pet"]'],
    ["sorry [1]", "sorry [1]"],
    ['["No pet","nor dog"]', "No pet . nor dog"],
    ['[ "No pet"]', "No pet"],
    ['[ {"message":"No pet"}]', "No pet"],
    ['{ "message":"No pet"}', "No pet"],
    ['"No pet"', "No pet"],
    ["{}", ""],
    ["[]", ""],
    ['data: {x}\n\ndata: {"message":"No pet"}\n\ndata: [DONE]', "No pet"],
    ['data: {x}\n\ndata: {"message":"No \\"pet\\" here"}\n\n', 'No "pet" here'],
    ["data: {x}\n\ndata: {y}", "data: {x}\n\ndata: {y}"],
    ["data: nothing {", "data: nothing {"],
  ])("%j is read as %j", (body, words) => {
    expect(readEvidence({ body }).ownWords).toBe(words);
  });

  it("of events that are almost JSON, the fields are read", () => {
    const body = "data: {'code': 'no_pet'}\n\ndata: {'code': 'no_dog'}";
    expect(readEvidence({ body }).codes).toEqual(["no_pet", "no_dog"]);
  });

  it("a text inside a field is read once", () => {
    expect(readEvidence({ body: `error: 'a {"code": 7, b', code: no_pet` }).codes).toEqual([
      "7",
      "no_pet",
    ]);
  });
});

describe("a list of complaints", () => {
  it.each([
    [
      { loc: ["body", "pet", 1], msg: "Field required" },
      "Field required body pet . Field required",
    ],
    [{ detail: [{ loc: ["header", "x-pet"], msg: "No pet" }] }, "No pet header x-pet . No pet"],
    [{ loc: "body", msg: "Field required" }, "Field required"],
    [{ api_key: ["is invalid", "is short"] }, "api_key is invalid is short"],
    [{ Token: ["is invalid"] }, "token is invalid"],
    [{ authors: ["are many"] }, "authors are many"],
    [{ credentials: ["are old"] }, "credentials are old"],
    [{ client: ["is old"] }, "client is old"],
    [{ version: ["is old"] }, "version is old"],
    [{ pet: ["is invalid"] }, "is invalid"],
    [{ api_key: ["is", 1] }, "is"],
    [{ api_key: [] }, ""],
  ])("%j reads as %j", (body, words) => {
    expect(readEvidence({ body }).ownWords).toBe(words);
  });
});

describe("where others put the answer or its numbers", () => {
  it.each<[unknown, string]>([
    [{ success: false, data: "No pet here today" }, ""],
    [{ success: false, data: null, message: "No" }, "No"],
    [{ success: false, data: { message: "No pet" } }, "No pet"],
    [{ data: { type: "error", message: "No pet" } }, "No pet"],
    [{ data: "No pet here today", message: "No" }, "No"],
    [{ usage: "none", content: [{ message: "No pet" }] }, ""],
    [{ usage: null, completion_tokens: 0, content: [{ message: "No pet" }] }, "No pet"],
    [{ output_tokens: 0, content: [{ message: "No pet" }] }, "No pet"],
  ])("%j reads as %j", (body, words) => {
    expect(readEvidence({ body }).ownWords).toBe(words);
  });
});

describe("a value", () => {
  it.each<[unknown, string[], string, number?]>([
    [{ status: "403" }, ["403"], "", 403],
    [{ status: 99 }, ["99"], ""],
    [{ status: 600 }, ["600"], ""],
    [{ code: "4030" }, ["4030"], ""],
    [{ code: "a403" }, ["a403"], ""],
    [{ code: true, message: "No" }, [], "No"],
    [{ code: "  ", message: "No" }, [], "No"],
    [{ code: "密钥" }, ["密钥"], ""],
    [{ reason: "密钥" }, [], "密钥"],
    [{ code: "c".repeat(120) }, ["c".repeat(120)], ""],
    [{ code: "c".repeat(121) }, [], ""],
    [{ type: "c".repeat(121) }, [], ""],
    [{ message: "no_pet" }, ["no_pet"], "no_pet"],
    [{ message: "NO_PET_HERE" }, ["NO_PET_HERE"], "NO_PET_HERE"],
    [{ message: "no_pet!" }, [], "no_pet!"],
    [{ message: "7no_pet" }, [], "7no_pet"],
    [{ message: "pet" }, [], "pet"],
    [{ finish_reason: "no" }, [], ""],
    [{ stop_reason: "no" }, [], ""],
    [{ refusal_reason: "no" }, [], "no"],
    [{ reasons: "no" }, [], ""],
    [{ a: "one two", b: "one two three" }, [], "one two three"],
  ])("%j", (body, codes, ownWords, status) => {
    expect(readEvidence({ body })).toMatchObject({ codes, ownWords, status });
  });
});

describe("codes in the text of an SDK", () => {
  it.each<[string, string[]]>([
    ["no_pet", ["no_pet"]],
    ["a_b_c_d_e_f_g_h_i", ["a_b_c_d_e_f_g_h_i"]],
    ["a_b_c_d_e_f_g_h_i_j", []],
    ["No_Pet.", ["No_Pet"]],
    ["error: no_pet", ["no_pet"]],
    ["Error no_pet", ["no_pet"]],
    ["http/no_pet", ["no_pet"]],
    ["HTTP 403: no_pet", ["no_pet"]],
    ["error - 403 - no_pet", ["no_pet"]],
    ["error -- 403 no_pet", []],
    ["403 no_pet", ["no_pet"]],
    ["403 - no_pet", ["no_pet"]],
    ["403 -- no_pet", []],
    ["40 no_pet", []],
    ["7no_pet", []],
    ["no_pet here", []],
    ["no_pet..", []],
    ["a no_pet_here it was", ["no_pet_here"]],
    ["7 NO_PET: gone", ["NO_PET"]],
    ["7 NO PET: gone", []],
    ["NoPET_GONE it was", []],
    ["NO_PET7 it was", []],
    ["NO_7PET it was", []],
    ["N_P it was", ["N_P"]],
    ["PetError: no, a DogException", ["PetError", "DogException"]],
    ["Pets: Errors, no Exceptional ones", []],
    ["Error: no pet. Exception: no dog", []],
    ["PetErrors PetError7 aPetError it was", []],
    ["AuthenticationError: no, a PetError", ["PetError"]],
    [`${"x ".repeat(296)}PetError`, ["PetError"]],
    [`${"x ".repeat(297)}PetError`, []],
    [
      "AError BError CError DError EError FError GError HError IError",
      "ABCDEFGH".split("").map((letter) => `${letter}Error`),
    ],
    ["", []],
  ])("%j: %j", (message, codes) => {
    expect(readEvidence({ message }).sdkText().codes).toEqual(codes);
  });

  it("name a class of the status alone only as a part of a body", () => {
    const codes = (message: string) => readEvidence({ message }).sdkText().codes;
    expect(codes("code: no-pet, type: AuthenticationError")).toEqual(["no-pet"]);
    expect(codes("{code: no-pet, type: AuthenticationError")).toEqual([
      "no-pet",
      "AuthenticationError",
    ]);
  });
});

describe("headers", () => {
  it("hold codes of AWS, Azure and others, without what stands behind them", () => {
    const headers = {
      "X-Amzn-ErrorType": "NoPet:http://pets.test/",
      "x-ms-error-code": "NoDog;1",
      "X-Error-Code": " no_cat , 1",
    };
    expect(readEvidence({ headers, body: { code: "gone" } }).codes).toEqual([
      "gone",
      "NoPet",
      "NoDog",
      "no_cat",
    ]);
    expect(readEvidence({ headers: { "x-error-code": ":1", "x-pet": "no" } }).codes).toEqual([]);
  });

  it("are read so far", () => {
    const { headers } = readEvidence({ headers: { "X-Pet": "x".repeat(501) } });
    expect([...headers]).toEqual([["x-pet", "x".repeat(500)]]);
  });
});

describe("the status of a failure", () => {
  it.each<[Parameters<typeof readEvidence>[0], number | undefined]>([
    [{ status: 100 }, 100],
    [{ status: 99 }, undefined],
    [{ status: 400.5 }, undefined],
    [{ status: 400, body: { code: 403 } }, 400],
    [{ status: 499, body: { code: 403 } }, 499],
    [{ status: 399, body: { code: 403 } }, 403],
    [{ status: 500, body: { code: 403 } }, 403],
    [{ status: 500, body: { code: 400 } }, 400],
    [{ status: 500, body: { code: 399 } }, 500],
    [{ status: 502, body: { code: 503 } }, 502],
    [{ status: 502, body: { code: 499 } }, 499],
    [{ body: { code: 500 } }, 500],
    [{ body: { message: "It said: error 403" } }, 403],
    [{ body: { message: "No" }, message: "{'code': 403}" }, 403],
    [{ body: { message: "No" }, message: "It said: error 403" }, 403],
    [{ status: 502, body: { message: "A PermissionDeniedError" } }, 403],
    [{ status: 502, body: { message: "An InternalServerError" } }, 502],
    [{ message: "A PermissionDeniedError" }, 403],
    [{ message: "Forbidden" }, 403],
  ])("%j: %s", (failure, status) => {
    expect(readEvidence(failure).status).toBe(status);
  });
});

describe("of much text a part is read", () => {
  it("of messages so many characters in all", () => {
    const body = { title: "x".repeat(1000), detail: "y".repeat(100) };
    expect(readEvidence({ body }).ownWords).toBe(`${"x".repeat(1000)} . ${"y".repeat(24)}`);
    expect(readEvidence({ body }).message).toBe("x".repeat(500));
  });

  it("of an object so many fields, and of unknown ones so many sentences", () => {
    const { ownWords } = readEvidence({ body: Array.from({ length: 201 }, (_, at) => `${at}`) });
    expect(ownWords.split(" . ")).toEqual(Array.from({ length: 200 }, (_, at) => `${at}`));
    const body = Object.fromEntries(
      ["a", "b", "c", "d", "e"].map((name) => [name, `so ${name} is`]),
    );
    expect(readEvidence({ body }).ownWords).toBe("so a is . so b is . so c is . so d is");
  });

  it("of a complaint eight places, and so many characters", () => {
    const loc = Array.from({ length: 9 }, (_, at) => `p${at}`);
    expect(readEvidence({ body: { loc } }).ownWords).toBe("p0 p1 p2 p3 p4 p5 p6 p7");
  });

  it.each<[string, (text: string) => unknown]>([
    ["text", (text) => text],
    ["bytes", (text) => new TextEncoder().encode(text)],
  ])("of a body of %s 65,536 characters", (_title, made) => {
    const padded = (length: number) => {
      const text = (pad: string) => JSON.stringify({ pad, code: "no_pet" });
      return made(text("x".repeat(length - text("").length)));
    };
    expect(readEvidence({ body: padded(65_536) }).codes).toEqual(["no_pet"]);
    expect(readEvidence({ body: padded(65_537) }).codes).toEqual([]);
  });

  it("of texts inside a body twice as many in all", () => {
    const text = (code: string, pad = "") => JSON.stringify({ code, pad });
    const body = Object.fromEntries(
      ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"].map((code) => [
        `${code}_message`,
        text(code, "x".repeat(16_384 - text(code).length)),
      ]),
    );
    expect(readEvidence({ body }).codes).toEqual(["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"]);
  });

  it("of almost JSON and of an SDK's text 4,096 characters", () => {
    const late = (length: number) => `${"x ".repeat((length - 16) / 2)}, code: 'no-pet'`;
    expect(readEvidence({ body: late(4096) }).codes).toEqual(["no-pet"]);
    expect(readEvidence({ body: late(4116) }).codes).toEqual([]);
    expect(readEvidence({ message: late(4096) }).sdkText().codes).toEqual(["no-pet"]);
    expect(readEvidence({ message: late(4116) }).sdkText().codes).toEqual([]);
  });
});

it("tells the sentence of a client where nothing else was said", () => {
  const message = (text: string) => readEvidence({ message: text }).message;
  expect(message(" Request failed with status code 401 ")).toBe(
    "Request failed with status code 401",
  );
  expect(message(" ")).toBeUndefined();
});

it("a body that was seen to hold nothing is empty", () => {
  const isEmpty = (body: unknown) => readEvidence({ body }).isEmpty;
  expect([isEmpty(""), isEmpty(" \n"), isEmpty("no"), isEmpty(undefined), isEmpty({})]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

import { describe, expect, it } from "vitest";

import { readErrorPage } from "../../src/diagnosis/error-page.ts";

describe("readErrorPage", () => {
  it("tells title, heading and the status of the title", () => {
    const page =
      "<html><head><title>503 Pets\n asleep</title></head><body><h1>Pets <b>asleep</b></h1></body></html>";
    expect(readErrorPage(page)).toEqual({
      title: "503 Pets asleep",
      heading: "Pets asleep",
      status: 503,
      byCloudflare: false,
      cloudflareNumber: undefined,
      isBlock: false,
      isChallenge: false,
      byProxy: false,
    });
  });

  it.each([
    ['<!doctypehtml><title>405</title><div id="block_message"></div>', true],
    ['<!doctype html><meta name="aliyun_waf_aa" content="x">', true],
    ['<html><iframe src="/_Incapsula_Resource?x=1"></iframe>', true],
    ["<html><title>405 Not Allowed</title><center>nginx</center>", false],
  ])("%s: stopped by a firewall: %s", (page, expected) => {
    expect(readErrorPage(page)?.isBlock).toBe(expected);
  });

  it.each([
    ["<html><head><title>Pet shop</title></head><body>Checking your browser</body></html>", true],
    ["<html><body>Press &amp; Hold to confirm you are a human</body></html>", true],
    ['<html><iframe src="/_Incapsula_Resource?x=1"></iframe>', true],
    ['<!doctypehtml><title>405</title><div id="block_message"></div>', false],
  ])("%s: asks for a person: %s", (page, expected) => {
    expect(readErrorPage(page)?.isChallenge).toBe(expected);
  });

  it.each([
    [
      "a script's error code",
      '<html><script>x={errorCode: 1010 }</script><link href="/cdn/cf-error.css">',
      1010,
    ],
    [
      "the number of a heading",
      '<div id="cf-wrapper"><span class="cf-error-code">1101</span>',
      1101,
    ],
    ["the label", '<html class="cf-wrapper"><span class="code-label">Error code 524</span>', 524],
    [
      "the title",
      "<html><title>pets.test | 522: Connection timed out</title><p>Cloudflare</p>",
      522,
    ],
    ["no page at all", "error code: 1020", 1020],
    ["no page at all, about the origin", "error code: 522", 522],
    ["a number that is another server's", "<html><title>522 pets</title></html>", undefined],
  ])("Cloudflare's number from %s", (_title, text, expected) => {
    expect(readErrorPage(text)?.cloudflareNumber).toBe(expected);
  });

  it.each([
    "",
    "plain words",
    '{"message":"<b>no</b>"}',
    "error code: 77",
    "error code: 1020 of pets",
    "a < b and c > d",
  ])("%j is no page", (text) => {
    expect(readErrorPage(text)).toBeUndefined();
  });

  it("takes a tag for a blank", () => {
    expect(readErrorPage("<html><title>Not<br>found</title></html>")?.title).toBe("Not found");
  });

  it("reads a page that was cut, and one after other words", () => {
    expect(readErrorPage("<html><head><title>Pets are o")?.title).toBe("Pets are o");
    expect(readErrorPage("<html><head><title")?.title).toBe("");
    expect(readErrorPage("It said: <!doctype html><title>Pets</title>")?.title).toBe("Pets");
  });
});

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

  it("reads Cloudflare's code, where it is all of the body", () => {
    expect(readErrorPage("error code: 1010")).toEqual({
      title: "",
      heading: "",
      status: undefined,
      byCloudflare: true,
      cloudflareNumber: 1010,
      isBlock: false,
      isChallenge: false,
      byProxy: false,
    });
  });

  it.each([
    "<!doctype html>",
    "<!DOCTYPEhtml>",
    "<!-- pets -->",
    '<?xml version="1.0"?>',
    "</html>",
    "<html>",
    "<head>",
    "<body>",
    "<div>",
    "<title>",
    "<center>",
    "<h1>",
    "<p>",
    "<script>",
    '<meta charset="utf-8">',
  ])("%s begins a page", (begin) => {
    expect(readErrorPage(`${begin}</h1><h2>Pets</h2>`)?.heading).toBe("Pets");
  });

  it.each([
    ["<!doctype html>", true],
    ["<!doctypehtml>", true],
    ["<html>", true],
    ["<title>", true],
    ["<titles>", false],
    ["<body>", false],
    ["<div>", false],
  ])("%s behind other words begins one: %s", (begin, expected) => {
    expect(readErrorPage(`It said: ${begin}Pets`) !== undefined).toBe(expected);
  });

  it("may begin within six hundred characters", () => {
    const late = `${"x".repeat(595)}<html>`;
    expect(readErrorPage(late)).toBeDefined();
    expect(readErrorPage(`x${late}`)).toBeUndefined();
  });

  it.each([
    ["503 Pets", 503],
    ["Error 403", 403],
    ["aaaaaaaaaaaa403", 403],
    ["aaaaaaaaaaaaa403", undefined],
    ["303 Pets", undefined],
    ["4031 Pets", undefined],
    ["4o3 Pets", undefined],
    ["Pet 1 of 403", undefined],
  ])("the status of the title %j: %s", (title, status) => {
    expect(readErrorPage(`<html><title>${title}</title></html>`)?.status).toBe(status);
  });

  it("reads headings of both orders, of each so much", () => {
    const headings = (text: string) => readErrorPage(`<html>${text}`)?.heading;
    expect(headings("<h1>Pets</h1><h2>asleep</h2>")).toBe("Pets asleep");
    expect(headings('<h2 class="a">Pets   <i>are</i> asleep</h2>')).toBe("Pets are asleep");
    expect(headings("<h2>1 < 2</h2>")).toBe("1 < 2");
    expect(headings("<h1")).toBe("");
    expect(headings(`<h1>${"x".repeat(700)}</h1>`)).toBe("x".repeat(599));
    expect(headings(`<h1>${"x".repeat(700)}`)).toBe("x".repeat(299));
    expect(headings(`${" ".repeat(16_371)}<h1>Pets`)).toBe("Pet");
  });

  it.each([
    ["squid/5.7", true],
    ["(Squid)", true],
    ["Zscaler", true],
    ["zscloud.net", true],
    ["Netskope", true],
    ["Forcepoint", true],
    ["Websense", true],
    ["FortiGuard", true],
    ["FortiGate", true],
    ["Fortinet", true],
    ["Bluecoat", true],
    ["Blue Coat", true],
    ["ProxySG", true],
    ["mwg-internal", true],
    ["McAfee Web Gateway", true],
    ["Skyhigh", true],
    ["Cisco Umbrella", true],
    ["OpenDNS", true],
    ["SonicWall", true],
    ["WatchGuard", true],
    ["iboss", true],
    ["Privoxy", true],
    ["tinyproxy", true],
    ["Paloalto", true],
    ["Palo Alto", true],
    ["Sophos", true],
    ["ERR_ACCESS_DENIED", true],
    ["ERR_CACHE_ACCESS_DENIED", true],
    ["The requested URL could not be retrieved", true],
    ["Proxy Authentication Required", true],
    ["Web Page Blocked", true],
    ["your company policy", true],
    ["the corporate policy", true],
    ["Internet Usage Policy", true],
    ["web access policy", true],
    ["policy_denied", true],
    ["a giant squid", false],
    ["the pet policy", false],
    ["nginx", false],
  ])("%s: a proxy's: %s", (mark, expected) => {
    expect(readErrorPage(`<html><p>${mark}</p>`)?.byProxy).toBe(expected);
  });

  it.each([
    "/_Incapsula_Resource?a",
    "cf-turnstile",
    "cf-chl-bypass",
    "hCaptcha",
    "reCAPTCHA",
    "px-captcha",
    "PerimeterX",
    "DataDome",
    "DDoS-Guard",
    "awswaf",
    "geetest",
    "Checking your browser",
    "Pardon Our Interruption",
    "Press & Hold",
    "Press and hold",
    "Press &amp; Hold",
    "人机验证",
    "验证码",
  ])("a firewall's page with %s asks for a person", (mark) => {
    const page = readErrorPage(`<html><p>${mark}</p>`);
    expect([page?.isBlock, page?.isChallenge]).toEqual([true, true]);
  });

  it.each([
    "aliyun_waf_aa",
    '<i id="block_message">',
    "errors.aliyun.com",
    "Incapsula incident ID",
    "a security service to protect itself",
    "blocked_why",
    "cf-error-details",
    "Sucuri",
    "errors.edgesuite.net",
    "Web Application Firewall",
    "The requested URL was rejected",
  ])("a firewall's page with %s says no", (mark) => {
    const page = readErrorPage(`<html><p>${mark}</p>`);
    expect([page?.isBlock, page?.isChallenge]).toEqual([true, false]);
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
    ["a code in words", "<html>Cloudflare<p>Error code: 1006", 1006],
    ["a code without a colon", "<html>Cloudflare<p>error-code 1006", 1006],
    ["a class", "<html>Cloudflare<p>error-1006", 1006],
    ["words", "<html>Cloudflare<p>Error    530", 530],
    ["words too far away", "<html>Cloudflare<p>Error      530", undefined],
    ["no number of its own", "<html>Cloudflare<p>Error 403, error 10060, error 531", undefined],
    ["the title alone", "<html><title>pets | 1020</title>cf-error", 1020],
    ["the title, of the origin", "<html><title>530 pets</title>cf-wrapper", 530],
    ["a title of another number", "<html><title>1300 pets, 404</title>Cloudflare", undefined],
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
    "error code: 10200",
    "error code: 403",
    "my error code: 1020",
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
    expect(readErrorPage("<title>Pets")?.title).toBe("Pets");
    expect(readErrorPage("It said: <!doctype html><title>Pets</title>")?.title).toBe("Pets");
  });
});

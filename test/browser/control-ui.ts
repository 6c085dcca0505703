import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type FrameLocator, type Page } from "playwright-core";
import { type Gateway, pause } from "../hosts/host.ts";
import { PACKAGE_ROOT } from "../hosts/install-host.ts";

/** Debian's; another one by `CHROMIUM`. */
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const PICTURES = join(PACKAGE_ROOT, "docs", "assets");
/** A busy machine takes its time. Milliseconds. */
const LOADING_MS = 180_000;
/** What is sent after an answer, a second frame of the same run for one, is on the page by then. */
const SETTLED_MS = 4000;

/** A gateway's own page in a real browser, as the person who is logged in sees it. */
export class ControlUi {
  readonly #browser: Browser;
  readonly #gateway: Gateway;
  readonly page: Page;

  private constructor(browser: Browser, page: Page, gateway: Gateway) {
    this.#browser = browser;
    this.page = page;
    this.#gateway = gateway;
  }

  static async start(gateway: Gateway): Promise<ControlUi> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    return new ControlUi(browser, page, gateway);
  }

  /** The address of a page of the gateway, which logs in. */
  address(path: string): string {
    const { port, token } = this.#gateway;
    return `http://127.0.0.1:${port}${path}#token=${token}`;
  }

  /** `isCreated`: as the button of the page does; else the first message makes it. */
  async newSession(agentId: string, name: string, isCreated: boolean): Promise<void> {
    const key = `agent:${agentId}:${name}`;
    if (isCreated) await this.#gateway.call("sessions.create", { key, agentId });
    await this.openSession(key);
  }

  async openSession(sessionKey: string): Promise<void> {
    await this.#open(`/chat?session=${encodeURIComponent(sessionKey)}`);
    await this.#shown();
  }

  /** The plugin's own page, in its frame. */
  async openPage(): Promise<void> {
    await this.#open("/plugin?plugin=provider-headers&id=provider-headers");
    await this.frame.locator("h1").waitFor({ timeout: LOADING_MS });
  }

  get frame(): FrameLocator {
    return this.page.frameLocator(".plugin-tab-embed__frame");
  }

  /** The form saves by itself what is changed in it. */
  async openSettings(path = "/settings/plugins/provider-headers?view=settings"): Promise<void> {
    await this.#open(path);
    await this.page.getByText("Built-in default headers").first().waitFor({ timeout: LOADING_MS });
    await pause(SETTLED_MS);
  }

  /** The page of the plugin in the settings. */
  async openReadme(): Promise<void> {
    await this.#open("/settings/plugins/provider-headers");
    const text = this.page.locator(".plugin-catalog-detail__readme");
    await text.waitFor({ timeout: LOADING_MS });
    await pause(SETTLED_MS);
  }

  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: "commit", timeout: LOADING_MS });
    await this.#shown();
  }

  /** Types a message, sends it and waits for its answer. */
  async ask(message: string): Promise<void> {
    const answers = await this.answers();
    await this.send(message);
    await this.untilAnswers(answers + 1);
  }

  async send(message: string): Promise<void> {
    await this.#composer.fill(message);
    await this.#composer.press("Enter");
  }

  /** Waits until the page shows so many answers: it asks for those of a session that it opens. */
  async untilAnswers(count: number): Promise<void> {
    await this.#until(`${count} answers`, async () => (await this.answers()) >= count);
    await pause(SETTLED_MS);
  }

  async untilText(text: string): Promise<void> {
    await this.#until(text, async () => (await this.text()).includes(text));
  }

  async reloadUntilAnswers(count: number): Promise<void> {
    await this.#until(`${count} answers`, async () => {
      await this.reload();
      return (await this.answers()) >= count;
    });
  }

  async #until(what: string, isThere: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + LOADING_MS;
    while (!(await isThere())) {
      if (Date.now() > end) throw new Error(`not shown: ${what}\n${await this.text()}`);
      await pause(200);
    }
  }

  answers(): Promise<number> {
    return this.#visible(/^Answered by \S+\.$/m);
  }

  notices(): Promise<number> {
    return this.#visible(/^This reply is from /m);
  }

  /** What can be read on the page. */
  text(): Promise<string> {
    return this.page.innerText("body");
  }

  /** `docs/assets/<name>.webp`. */
  async picture(name: string): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 70 });
    await session.detach();
    await writeFile(join(PICTURES, `${name}.webp`), data, "base64");
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  get #composer() {
    return this.page.locator('[placeholder^="Message"]').first();
  }

  async #open(path: string): Promise<void> {
    await this.page.goto(this.address(path), { waitUntil: "commit", timeout: LOADING_MS });
  }

  async #shown(): Promise<void> {
    await this.#composer.waitFor({ timeout: LOADING_MS });
    await pause(SETTLED_MS);
  }

  async #visible(line: RegExp): Promise<number> {
    const found = (await this.text()).match(new RegExp(line.source, "gm"));
    return found?.length ?? 0;
  }
}

/** What is read of an HTML error page: its title and heading, never its text. */
export interface ErrorPage {
  readonly title: string;
  readonly heading: string;
  /** The number of a Cloudflare page: 1000 to 1299 of its own, 520 to 530 about the origin. */
  readonly cloudflareNumber: number | undefined;
  readonly byCloudflare: boolean;
  /** Whether it bears the marks of a firewall that stopped the request, under whatever status. */
  readonly isBlock: boolean;
  /** Whether it asks for a proof of being human. */
  readonly isChallenge: boolean;
  /** Whether a proxy between here and the provider wrote it. */
  readonly byProxy: boolean;
  /** The status that the title names; a relay may send the page on under another. */
  readonly status: number | undefined;
}

const MOST_PAGE = 16_384;

const HTML_START =
  /^(?:<!doctype ?html|<!--|<\?xml|<\/?(?:html|head|body|div|title|center|h1|p|script|meta)\b)|<(?:!doctype ?html|html|title)\b/iu;
const CLOUDFLARE_CODE =
  /(?:error[ -]code:?|errorcode:|code-label">error code|cf-error-code">|error-|error )\s{0,4}(1\d{3}|52\d|530)\b/iu;
/**
 * The marks of firewalls (Alibaba Cloud's, which answers 405, Imperva's, Akamai's and others); its group holds those that
 * ask whether a person is there, or run a script to find out.
 */
const FIREWALL_MARK =
  /(_incapsula_resource|cf-turnstile|cf-chl|hcaptcha|recaptcha|px-captcha|perimeterx|datadome|ddos-guard|awswaf|geetest|checking your browser|pardon our interruption|press (?:&(?:amp;)?|and) hold|\u4eba\u673a\u9a8c\u8bc1|\u9a8c\u8bc1\u7801)|aliyun_waf|id="block_message"|errors\.aliyun\.com|incapsula incident|security service to protect itself|blocked_why|cf-error-details|sucuri|errors\.edgesuite\.net|web application firewall|requested url was rejected|security policy of this website/;
/** Names and words of proxies and web filters that companies put before the internet. */
const PROXY_MARK =
  /squid\/|\(squid|zscaler|zscloud|netskope|forcepoint|websense|forti(?:guard|gate|net)|blue ?coat|proxysg|mwg-internal|mcafee web|skyhigh|cisco umbrella|opendns|sonicwall|watchguard|iboss|privoxy|tinyproxy|palo ?alto|sophos|err_(?:cache_)?access_denied|requested url could not be retrieved|proxy authentication required|web page blocked|(?:company|corporate|internet usage|web access|access) policy|policy_denied/;
/** All of the body, where a client does not ask for HTML. */
const PLAIN_CODE = /^error code: (1\d{3}|52\d|530)$/u;
const TITLE_CODE = /\b(52\d|530|1[0-2]\d\d)\b/u;

/** Undefined where the text is no page. A page may stand after an SDK's own words. */
export function readErrorPage(text: string): ErrorPage | undefined {
  const plain = text.length < 40 && text.startsWith("error") ? PLAIN_CODE.exec(text) : null;
  if (plain !== null) {
    return {
      title: "",
      heading: "",
      cloudflareNumber: Number(plain[1]),
      byCloudflare: true,
      isBlock: false,
      isChallenge: false,
      byProxy: false,
      status: undefined,
    };
  }
  const beginning = text.slice(0, 600);
  if (!beginning.includes("<") || !HTML_START.test(beginning)) return undefined;
  const page = text.slice(0, MOST_PAGE);
  const lowerCased = page.toLowerCase();
  const title = element(page, lowerCased, "title");
  const byCloudflare = /cloudflare|cf-wrapper|cf-error/iu.test(page);
  const titleStatus = /^\D{0,12}([45]\d\d)\b/u.exec(title)?.[1];
  const mark = FIREWALL_MARK.exec(lowerCased);
  const code = CLOUDFLARE_CODE.exec(page) ?? (byCloudflare ? TITLE_CODE.exec(title) : null);
  return {
    title,
    heading: [element(page, lowerCased, "h1"), element(page, lowerCased, "h2")].join(" ").trim(),
    cloudflareNumber: byCloudflare && code !== null ? Number(code[1]) : undefined,
    byCloudflare,
    isBlock: mark !== null,
    isChallenge: mark?.[1] !== undefined,
    byProxy: PROXY_MARK.test(lowerCased),
    status: titleStatus === undefined ? undefined : Number(titleStatus),
  };
}

function element(page: string, lowerCased: string, name: string): string {
  const open = lowerCased.indexOf(`<${name}`);
  if (open < 0) return "";
  const start = lowerCased.indexOf(">", open);
  if (start < 0) return "";
  const end = lowerCased.indexOf(`</${name}`, start);
  const inner = page.slice(start + 1, end < 0 ? start + 300 : Math.min(end, start + 600));
  return inner
    .replace(/<[^<>]*>/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

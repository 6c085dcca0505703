/** A service that takes keys of its own. Sister services of one vendor refuse each other's keys. */
export interface Service {
  readonly service: string;
  /** Whose facts apply to it; services of one vendor are sisters. */
  readonly vendor: string;
  /** Provider ids as hosts and users write them, lower case. */
  readonly ids: readonly string[];
  /** Host names, or `host/path` where one host holds two services. */
  readonly endpoints: readonly string[];
  /** Public prefixes of its keys; empty where its keys have no shape of their own. */
  readonly keyPrefixes: readonly string[];
}

/** Endpoints and key shapes as they were known in November 2026; not every one was seen on the service itself. */
export const SERVICES: readonly Service[] = [
  service(
    "kimi-code",
    "moonshot",
    "kimi-coding kimi-code kimi kimi-for-coding",
    "api.kimi.com/coding",
    "sk-kimi-",
  ),
  service("moonshot-international", "moonshot", "moonshot moonshotai", "api.moonshot.ai", "sk-"),
  service("moonshot-china", "moonshot", "moonshot-cn moonshotai-cn", "api.moonshot.cn", "sk-"),
  service(
    "minimax-international",
    "minimax",
    "minimax minimax-portal",
    "api.minimax.io api.minimaxi.chat",
    "sk-cp- sk-api- eyJ sk-",
  ),
  service(
    "minimax-china",
    "minimax",
    "minimax-cn",
    "api.minimaxi.com api.minimax.chat api.minimaxi.io",
    "sk-cp- sk-api- eyJ sk-",
  ),
  service("zai", "zhipu", "zai z-ai z.ai glm", "api.z.ai", ""),
  service("zhipu", "zhipu", "zhipu zhipuai bigmodel", "open.bigmodel.cn", ""),
  service(
    "dashscope-coding-plan",
    "qwen",
    "bailian-coding-plan alibaba-coding-plan",
    "coding.dashscope.aliyuncs.com coding-intl.dashscope.aliyuncs.com",
    "sk-sp-",
  ),
  service("dashscope-token-plan", "qwen", "alibaba-token-plan", "maas.aliyuncs.com", "sk-sp-"),
  service(
    "dashscope-international",
    "qwen",
    "dashscope-intl modelstudio qwen-intl",
    "dashscope-intl.aliyuncs.com dashscope-us.aliyuncs.com",
    "sk-",
  ),
  service(
    "dashscope-china",
    "qwen",
    "qwen dashscope bailian alibaba qwen-portal",
    "dashscope.aliyuncs.com portal.qwen.ai",
    "sk-",
  ),
  service(
    "ark",
    "doubao",
    "doubao volcengine volcengine-plan ark byteplus",
    "volces.com bytedance.com bytepluses.com",
    "",
  ),
  service(
    "qianfan",
    "baidu",
    "baidu qianfan wenxin ernie",
    "qianfan.baidubce.com aip.baidubce.com",
    "",
  ),
  service(
    "hunyuan",
    "tencent",
    "tencent hunyuan lkeap",
    "tencentcloudapi.com hunyuan.cloud.tencent.com lkeap.cloud.tencent.com",
    "sk-",
  ),
  service("spark", "iflytek", "iflytek spark xfyun xinghuo", "xf-yun.com", ""),
  service("siliconflow-china", "siliconflow", "siliconflow", "api.siliconflow.cn", "sk-"),
  service(
    "siliconflow-international",
    "siliconflow",
    "siliconflow-intl",
    "api.siliconflow.com",
    "sk-",
  ),
  service("deepseek", "deepseek", "deepseek", "api.deepseek.com", "sk-"),
  service(
    "openai",
    "openai",
    "openai",
    "api.openai.com",
    "sk-proj- sk-svcacct- sk-admin- sk-none- sess- sk-",
  ),
  service("codex", "openai", "codex openai-codex chatgpt", "chatgpt.com chat.openai.com", ""),
  service(
    "azure",
    "azure",
    "azure azure-openai azure-foundry",
    "openai.azure.com cognitiveservices.azure.com services.ai.azure.com",
    "",
  ),
  service("anthropic", "anthropic", "anthropic claude claude-code", "api.anthropic.com", "sk-ant-"),
  service("bedrock", "aws", "bedrock amazon-bedrock aws", "amazonaws.com", ""),
  service(
    "gemini",
    "google",
    "google gemini google-gemini-cli google-antigravity",
    "generativelanguage.googleapis.com",
    "AIza AQ. ya29.",
  ),
  service(
    "vertex",
    "google",
    "vertex google-vertex vertex_ai",
    "aiplatform.googleapis.com",
    "ya29. AIza AQ.",
  ),
  service("groq", "groq", "groq", "api.groq.com", "gsk_"),
  service("xai", "xai", "xai grok x-ai", "api.x.ai", "xai-"),
  service("openrouter", "openrouter", "openrouter", "openrouter.ai", "sk-or-"),
  service("perplexity", "perplexity", "perplexity", "api.perplexity.ai", "pplx-"),
  service("huggingface", "huggingface", "huggingface hf", "huggingface.co", "hf_"),
  service("replicate", "replicate", "replicate", "api.replicate.com", "r8_"),
  service("nvidia", "nvidia", "nvidia nim", "integrate.api.nvidia.com ai.api.nvidia.com", "nvapi-"),
  service("cerebras", "cerebras", "cerebras", "api.cerebras.ai", "csk-"),
  service("fireworks", "fireworks", "fireworks fireworks-ai", "api.fireworks.ai", "fw_ fpk_"),
  service("together", "together", "together togetherai", "api.together.xyz api.together.ai", ""),
  service("mistral", "mistral", "mistral", "api.mistral.ai", ""),
  service("codestral", "mistral", "codestral", "codestral.mistral.ai", ""),
  service("cohere", "cohere", "cohere", "api.cohere.ai api.cohere.com", ""),
  service(
    "copilot",
    "github",
    "copilot github-copilot",
    "githubcopilot.com",
    "ghu_ gho_ github_pat_ tid=",
  ),
  service(
    "github-models",
    "github",
    "github-models github",
    "models.github.ai models.inference.ai.azure.com",
    "ghp_ gho_ ghu_ ghs_ github_pat_",
  ),
  service(
    "databricks",
    "databricks",
    "databricks",
    "databricks.com azuredatabricks.net",
    "dapi dkea",
  ),
  service("snowflake", "snowflake", "snowflake cortex", "snowflakecomputing.com", ""),
  service("watsonx", "ibm", "watsonx ibm", "ml.cloud.ibm.com", ""),
  service("ollama", "ollama", "ollama ollama-cloud", "ollama.com", ""),
  service("opencode-go", "opencode", "opencode-go", "opencode.ai/zen/go", "sk-"),
  service("opencode-zen", "opencode", "opencode-zen opencode", "opencode.ai/zen", "sk-"),
  service("vercel", "vercel", "vercel vercel-ai-gateway", "ai-gateway.vercel.sh", "vck_"),
  service(
    "cloudflare",
    "cloudflare",
    "cloudflare workers-ai cloudflare-ai-gateway",
    "gateway.ai.cloudflare.com api.cloudflare.com",
    "",
  ),
  service("elevenlabs", "elevenlabs", "elevenlabs", "api.elevenlabs.io", ""),
  service("voyage", "voyage", "voyage", "api.voyageai.com", "pa- al-"),
  service("mcp", "mcp", "mcp", "", ""),
];

/** Lists are written with spaces between. */
function service(
  name: string,
  vendor: string,
  ids: string,
  endpoints: string,
  keyPrefixes: string,
): Service {
  return {
    service: name,
    vendor,
    ids: ids.split(" "),
    endpoints: listed(endpoints),
    keyPrefixes: listed(keyPrefixes),
  };
}

function listed(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}

const BY_ID = new Map(SERVICES.flatMap((row) => row.ids.map((id) => [id, row] as const)));
const BY_ENDPOINT = SERVICES.flatMap((row) =>
  row.endpoints.map((endpoint) => [endpoint, row] as const),
).sort(([left], [right]) => right.length - left.length);

/** The service that an endpoint belongs to, by host and path prefix; relays and loopback belong to none. */
export function serviceAt(endpoint: string): Service | undefined {
  const address = endpoint
    .slice(0, 300)
    .toLowerCase()
    .replace(/^[a-z]{2,5}:\/\//u, "");
  const slash = address.indexOf("/");
  const host = (slash < 0 ? address : address.slice(0, slash)).replace(/:\d{1,5}$/u, "");
  const path = slash < 0 ? "" : address.slice(slash);
  for (const [known, row] of BY_ENDPOINT) {
    const at = known.indexOf("/");
    const knownHost = at < 0 ? known : known.slice(0, at);
    if (host !== knownHost && !host.endsWith(`.${knownHost}`)) continue;
    if (at < 0 || `${path}/`.startsWith(`${known.slice(at)}/`)) return row;
  }
  return undefined;
}

/** The service that a provider id names. */
export function serviceNamed(providerId: string): Service | undefined {
  return BY_ID.get(providerId.trim().toLowerCase());
}

export function sistersOf(row: Service): readonly Service[] {
  return SERVICES.filter((other) => other.vendor === row.vendor && other !== row);
}

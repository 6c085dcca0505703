/** Alternatives of one sense, for phrases (see PhraseIndex). */

export const NOT = "not|never";

export const BAD =
  "invalid|incorrect|wrong|bad|expired|revoked|malformed|unknown|illegal|unrecognized|unrecognised|disabled|deactivated|leaked|nonexistent";

export const KEY =
  "key|keys|token|tokens|apikey|appkey|app_key|auth_key|authkey|session_key|client_secret|api_secret|secretid|secretkey|accesskey|accesskeyid|api_key|api_token|auth_token|access_token|refresh_token|session_token|bearer_token|id_token|secret_key|credential|credentials|secret|password|passcode|access_code|jwt|pat";

/** Names that a key goes by: of the service that made it. */
export const SERVICE =
  "openai|anthropic|claude|groq|mistral|openrouter|gemini|google|vertex|deepseek|moonshot|kimi|xai|grok|cohere|together|fireworks|perplexity|azure|aws|bedrock|dashscope|qwen|bailian|alibaba|zhipu|bigmodel|zai|glm|siliconflow|minimax|nvidia|replicate|huggingface|github|copilot|stripe|supabase|elevenlabs|cerebras|volcengine|jina|voyage|deepgram|poe|ollama|databricks|snowflake|sambanova|stepfun|hunyuan|baidu|doubao|codestral|vercel|cloudflare|deepinfra|novita";

/** What is done to a key besides. */
export const KEY_STATE =
  "banned|suspended|paused|inactive|blocked|cancelled|canceled|voided|terminated|locked|compromised|lapsed|stale|rejected|refused|declined|withdrawn|frozen|retired";

export const KEY_ADJECTIVE = `api|access|secret|auth|authentication|authorization|bearer|oauth|session|security|subscription|service|refresh|virtual|developer|proxy|x|id|identity|user|account|project|sso|personal|gateway|provider|iam|jwt|web|login|ai|llm|gpt|${SERVICE}`;

/** A program that asks. */
export const CLIENT =
  "client|clients|cli|clis|integrator|app|apps|application|applications|tool|tools|extension|plugin|ide|ides|editor|harness|harnesses|software|agent|agents|sdk|integration|integrations|bot|bots|crawler|crawlers|scraper|scrapers";

/** A program with releases of its own. */
export const RELEASED =
  "client|cli|app|application|extension|plugin|ide|editor|software|desktop|launcher|tool|program|harness|codex|cursor|copilot|antigravity|opencode|windsurf|kiro|cline|trae|zed";

/** A program of the user's own, whatever its name. */
export const PROGRAM =
  "client|cli|app|application|extension|plugin|ide|editor|software|launcher|harness|integration|program|installation";

/** Tools that bear no name of a model. */
export const TOOL_NAME =
  "codex|opencode|cursor|cline|kilo|kilocode|roo|roocode|antigravity|windsurf|trae|kiro|openclaw|codebuddy|zed|copilot|qoder|zcode";

/** Agents whose name stands for nothing else: no model and no company. */
export const AGENT_NAME =
  "openclaw|opencode|cline|kilocode|roocode|aider|goose|hermes|crush|langchain|litellm|sillytavern|janitorai|chatbox";

/** Tools that are called after a model: a word such as `code` or `cli` follows. */
export const MODEL_TOOL = "claude|gemini|kimi|qwen|grok|iflow";
export const TOOL_PART = "code|cli|client|clients|desktop|agent|app";

export const OFFICIAL =
  "official|approved|registered|authorized|authorised|whitelisted|allowlisted|trusted|recognized|genuine|verified|supported|permitted|sanctioned";

/** What is done to one who may not enter. */
export const REFUSED =
  "blocked|banned|denied|rejected|refused|unsupported|unauthorized|forbidden|disallowed|prohibited|restricted|disabled";

/** What is said of one who may. */
export const LET_IN =
  "allowed|supported|authorized|authorised|permitted|recognized|recognised|accepted|whitelisted|allowlisted|approved|eligible|entitled";

/** Sorts of keys, of which a service takes some only. */
export const KEY_SORT =
  "server|browser|bot|web|mobile|classic|oauth|live|test|sandbox|staging|production|publishable|public|anon|secret|admin|management|personal|project|workspace|organization|ingestion|billing|master|provisioning|read|write|readonly|restricted|standard|subscription|coding|plan|global|international|regional|legacy|classic|deploy|deployment|session|user|service|partner|inference|embedding|embeddings|image|speech|translation|authoring|prediction|query|resource|enterprise";

/** Where a key is good. */
export const PLACE =
  "endpoint|endpoints|host|hosts|hostname|region|regions|site|platform|cluster|stack|deployment|datacenter|realm|zone|domain|url|gateway|route|routes|service|services|surface";

/** Who holds an account. */
export const HOLDER =
  "organization|organisation|account|workspace|project|user|team|profile|consumer|member|tenant|subscription";

/** What is bought. */
export const PLAN = "plan|tier|subscription|package|membership|pricing";

/** Names of plans that cost something. */
export const PAID_PLAN =
  "pro|plus|premium|max|ultra|team|teams|business|enterprise|paid|higher|advanced|developer|professional|creator";

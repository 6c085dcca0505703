import type { Vendor } from "./provider.ts";
import { agentrouter } from "./vendors/agentrouter.ts";
import { anthropic } from "./vendors/anthropic.ts";
import { aws } from "./vendors/aws.ts";
import { azure } from "./vendors/azure.ts";
import { baidu } from "./vendors/baidu.ts";
import { cloudflare } from "./vendors/cloudflare.ts";
import { doubao } from "./vendors/doubao.ts";
import { elevenlabs } from "./vendors/elevenlabs.ts";
import { github } from "./vendors/github.ts";
import { google } from "./vendors/google.ts";
import { groq } from "./vendors/groq.ts";
import { iflytek } from "./vendors/iflytek.ts";
import { mcp } from "./vendors/mcp.ts";
import { minimax } from "./vendors/minimax.ts";
import { mistral } from "./vendors/mistral.ts";
import { moonshot } from "./vendors/moonshot.ts";
import { nvidia } from "./vendors/nvidia.ts";
import { ollama } from "./vendors/ollama.ts";
import { openai } from "./vendors/openai.ts";
import { opencode } from "./vendors/opencode.ts";
import { openrouter } from "./vendors/openrouter.ts";
import { qwen } from "./vendors/qwen.ts";
import { siliconflow } from "./vendors/siliconflow.ts";
import { snowflake } from "./vendors/snowflake.ts";
import { tencent } from "./vendors/tencent.ts";
import { xai } from "./vendors/xai.ts";
import { zhipu } from "./vendors/zhipu.ts";
import { SMALL_VENDORS } from "./vendors/small-vendors.ts";

/** Everyone that is known, a file each; those of whom little is known share one. */
export const VENDORS: readonly Vendor[] = [
  moonshot,
  minimax,
  zhipu,
  qwen,
  doubao,
  baidu,
  tencent,
  iflytek,
  siliconflow,
  openai,
  azure,
  anthropic,
  aws,
  google,
  groq,
  xai,
  openrouter,
  nvidia,
  mistral,
  github,
  snowflake,
  ollama,
  opencode,
  cloudflare,
  elevenlabs,
  mcp,
  agentrouter,
  ...SMALL_VENDORS,
];

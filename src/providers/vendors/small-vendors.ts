import type { Vendor } from "../provider.ts";

/** Vendors of which only names, addresses and key prefixes are known. */
export const SMALL_VENDORS: readonly Vendor[] = [
  {
    name: "deepseek",
    providers: [
      {
        ids: ["deepseek"],
        endpoints: ["api.deepseek.com"],
        keyPrefixes: ["sk-"],
      },
    ],
  },
  {
    name: "perplexity",
    providers: [
      {
        ids: ["perplexity"],
        endpoints: ["api.perplexity.ai"],
        keyPrefixes: ["pplx-"],
      },
    ],
  },
  {
    name: "huggingface",
    providers: [
      {
        ids: ["huggingface"],
        otherNames: ["hf"],
        endpoints: ["huggingface.co"],
        keyPrefixes: ["hf_"],
        takesAnyKey: true,
      },
    ],
  },
  {
    name: "replicate",
    providers: [
      {
        ids: ["replicate"],
        endpoints: ["api.replicate.com"],
        keyPrefixes: ["r8_"],
      },
    ],
  },
  {
    name: "cerebras",
    providers: [
      {
        ids: ["cerebras"],
        endpoints: ["api.cerebras.ai"],
        keyPrefixes: ["csk-"],
      },
    ],
  },
  {
    name: "fireworks",
    providers: [
      {
        ids: ["fireworks"],
        otherNames: ["fireworks-ai"],
        endpoints: ["api.fireworks.ai"],
        keyPrefixes: ["fw_", "fpk_"],
      },
    ],
  },
  {
    name: "together",
    providers: [
      {
        ids: ["together"],
        otherNames: ["togetherai"],
        endpoints: ["api.together.xyz", "api.together.ai"],
        keyPrefixes: [],
      },
    ],
  },
  {
    name: "cohere",
    providers: [
      {
        ids: ["cohere"],
        endpoints: ["api.cohere.ai", "api.cohere.com"],
        keyPrefixes: [],
      },
    ],
  },
  {
    name: "databricks",
    providers: [
      {
        ids: ["databricks"],
        endpoints: ["databricks.com", "azuredatabricks.net"],
        keyPrefixes: ["dapi", "dkea"],
        takesAnyKey: true,
      },
    ],
  },
  {
    name: "ibm",
    providers: [
      {
        ids: ["watsonx"],
        otherNames: ["ibm"],
        endpoints: ["ml.cloud.ibm.com"],
        keyPrefixes: [],
      },
    ],
  },
  {
    name: "vercel",
    providers: [
      {
        ids: ["vercel"],
        otherNames: ["vercel-ai-gateway"],
        endpoints: ["ai-gateway.vercel.sh"],
        keyPrefixes: ["vck_"],
        takesAnyKey: true,
      },
    ],
  },
  {
    name: "voyage",
    providers: [
      {
        ids: ["voyage"],
        endpoints: ["api.voyageai.com"],
        keyPrefixes: ["pa-", "al-"],
      },
    ],
  },
  {
    name: "helicone",
    providers: [
      {
        ids: ["helicone"],
        endpoints: ["helicone.ai"],
        keyPrefixes: ["sk-helicone-"],
        takesAnyKey: true,
      },
    ],
  },
  {
    name: "jina",
    providers: [
      {
        ids: ["jina"],
        endpoints: ["jina.ai"],
        keyPrefixes: ["jina_"],
      },
    ],
  },
  {
    name: "tavily",
    providers: [
      {
        ids: ["tavily"],
        endpoints: ["tavily.com"],
        keyPrefixes: ["tvly-"],
      },
    ],
  },
  {
    name: "claude-relay-service",
    providers: [
      {
        ids: ["claude-relay-service"],
        endpoints: [],
        keyPrefixes: ["cr_"],
      },
    ],
  },
];

// Written by test/hosts/read-host-shapes.js; not to be changed by hand.
import type { HostShape, Versioned } from "./host-shape.ts";

/** Versions whose schema was read, the oldest first. */
export const READ_VERSIONS = [
  "2026.2.19",
  "2026.3.13",
  "2026.4.15",
  "2026.5.12",
  "2026.6.11",
  "2026.7.1-2",
  "2026.8.1",
  "2026.9.6",
] as const;

const API_KEY = {
  from: [
    ["2026.2.19", "text"],
    ["2026.3.13", "text or SecretRef"],
  ],
} as const satisfies Versioned<HostShape>;

const API = {
  from: [
    [
      "2026.2.19",
      {
        one: [
          "openai-completions",
          "openai-responses",
          "anthropic-messages",
          "google-generative-ai",
          "github-copilot",
          "bedrock-converse-stream",
          "ollama",
        ],
      },
    ],
    [
      "2026.3.13",
      {
        one: [
          "openai-completions",
          "openai-responses",
          "openai-codex-responses",
          "anthropic-messages",
          "google-generative-ai",
          "github-copilot",
          "bedrock-converse-stream",
          "ollama",
        ],
      },
    ],
    [
      "2026.4.15",
      {
        one: [
          "openai-completions",
          "openai-responses",
          "openai-codex-responses",
          "anthropic-messages",
          "google-generative-ai",
          "github-copilot",
          "bedrock-converse-stream",
          "ollama",
          "azure-openai-responses",
        ],
      },
    ],
    [
      "2026.6.11",
      {
        one: [
          "openai-completions",
          "openai-responses",
          "openai-chatgpt-responses",
          "anthropic-messages",
          "google-generative-ai",
          "google-vertex",
          "github-copilot",
          "bedrock-converse-stream",
          "ollama",
          "azure-openai-responses",
        ],
      },
    ],
    [
      "2026.9.6",
      {
        one: [
          "openai-completions",
          "openai-responses",
          "openai-chatgpt-responses",
          "anthropic-messages",
          "google-generative-ai",
          "google-vertex",
          "github-copilot",
          "bedrock-converse-stream",
          "ollama",
          "pi-messages",
          "azure-openai-responses",
        ],
      },
    ],
  ],
} as const satisfies Versioned<HostShape>;

const VISIBLE_REASONING_DETAIL_TYPES = {
  from: [
    ["2026.2.19", null],
    ["2026.5.12", { list: "text, not empty" }],
  ],
} as const satisfies Versioned<HostShape>;

const PREFERRED_MIN_THROUGHPUT = {
  either: [
    "a number",
    { keys: { p50: "a number", p75: "a number", p90: "a number", p99: "a number" }, needs: [] },
  ],
} as const satisfies Versioned<HostShape>;

const PARAMS = {
  from: [
    ["2026.2.19", null],
    ["2026.5.12", { each: "anything" }],
  ],
} as const satisfies Versioned<HostShape>;

const AGENT_RUNTIME = {
  from: [
    ["2026.2.19", null],
    ["2026.5.12", { keys: { id: "text" }, needs: [] }],
  ],
} as const satisfies Versioned<HostShape>;

const TLS = {
  keys: {
    ca: "text or SecretRef",
    cert: "text or SecretRef",
    key: "text or SecretRef",
    passphrase: "text or SecretRef",
    serverName: "text",
    insecureSkipVerify: "true or false",
  },
  needs: [],
} as const satisfies Versioned<HostShape>;

/** By the path of what they describe; `*` is any key. */
export const HOST_SHAPES: Readonly<Record<string, Versioned<HostShape>>> = {
  models: {
    keys: {
      mode: { one: ["merge", "replace"] },
      providers: {
        each: {
          keys: {
            baseUrl: {
              from: [
                ["2026.2.19", "text, not empty"],
                ["2026.8.1", "text"],
              ],
            },
            apiKey: API_KEY,
            auth: { one: ["api-key", "aws-sdk", "oauth", "token"] },
            api: API,
            headers: { each: API_KEY },
            authHeader: "true or false",
            models: {
              list: {
                keys: {
                  id: "text, not empty",
                  name: "text, not empty",
                  api: API,
                  reasoning: "true or false",
                  input: {
                    list: {
                      from: [
                        ["2026.2.19", { one: ["text", "image"] }],
                        ["2026.5.12", { one: ["text", "image", "video", "audio"] }],
                      ],
                    },
                  },
                  cost: {
                    keys: {
                      input: "a number",
                      output: "a number",
                      cacheRead: "a number",
                      cacheWrite: "a number",
                      tieredPricing: {
                        from: [
                          ["2026.2.19", null],
                          [
                            "2026.5.12",
                            {
                              list: {
                                keys: {
                                  input: "a number",
                                  output: "a number",
                                  cacheRead: "a number",
                                  cacheWrite: "a number",
                                  range: { either: [{ list: "a number" }, { list: "a number" }] },
                                },
                                needs: ["input", "output", "cacheRead", "cacheWrite", "range"],
                              },
                            },
                          ],
                        ],
                      },
                    },
                    needs: [],
                  },
                  contextWindow: "a number above 0",
                  maxTokens: "a number above 0",
                  headers: { each: "text" },
                  compat: {
                    keys: {
                      supportsStore: "true or false",
                      supportsDeveloperRole: "true or false",
                      supportsReasoningEffort: "true or false",
                      supportsUsageInStreaming: "true or false",
                      supportsStrictMode: "true or false",
                      maxTokensField: { one: ["max_completion_tokens", "max_tokens"] },
                      thinkingFormat: {
                        from: [
                          ["2026.2.19", { one: ["openai", "zai", "qwen"] }],
                          [
                            "2026.4.15",
                            { one: ["openai", "openrouter", "zai", "qwen", "qwen-chat-template"] },
                          ],
                          [
                            "2026.5.12",
                            {
                              one: [
                                "openai",
                                "openrouter",
                                "deepseek",
                                "qwen",
                                "qwen-chat-template",
                                "zai",
                              ],
                            },
                          ],
                          [
                            "2026.6.11",
                            {
                              one: [
                                "openai",
                                "openrouter",
                                "deepseek",
                                "together",
                                "qwen",
                                "qwen-chat-template",
                                "zai",
                              ],
                            },
                          ],
                        ],
                      },
                      requiresToolResultName: "true or false",
                      requiresAssistantAfterToolResult: "true or false",
                      requiresThinkingAsText: "true or false",
                      requiresMistralToolIds: {
                        from: [
                          ["2026.2.19", "true or false"],
                          ["2026.8.1", null],
                        ],
                      },
                      supportsTools: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.3.13", "true or false"],
                        ],
                      },
                      requiresOpenAiAnthropicToolPayload: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.3.13", "true or false"],
                        ],
                      },
                      supportsPromptCacheKey: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.4.15", "true or false"],
                        ],
                      },
                      requiresStringContent: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.4.15", "true or false"],
                        ],
                      },
                      toolSchemaProfile: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.4.15", "text"],
                        ],
                      },
                      unsupportedToolSchemaKeywords: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.4.15", { list: "text, not empty" }],
                        ],
                      },
                      nativeWebSearchTool: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.4.15", "true or false"],
                          ["2026.8.1", null],
                        ],
                      },
                      toolCallArgumentsEncoding: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.4.15", "text"],
                        ],
                      },
                      strictMessageKeys: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.5.12", "true or false"],
                        ],
                      },
                      visibleReasoningDetailTypes: VISIBLE_REASONING_DETAIL_TYPES,
                      supportedReasoningEfforts: VISIBLE_REASONING_DETAIL_TYPES,
                      reasoningEffortMap: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.5.12", { each: "text, not empty" }],
                        ],
                      },
                      requiresReasoningContentOnAssistantMessages: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.6.11", "true or false"],
                        ],
                      },
                      supportsTemperature: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.7.1-2", "true or false"],
                        ],
                      },
                      supportsInstructions: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.8.1", "true or false"],
                        ],
                      },
                      codeMode: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.8.1", { one: ["preferred", "capable"] }],
                        ],
                      },
                      supportsJsonSchemaResponseFormat: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.8.1", "true or false"],
                        ],
                      },
                      openRouterRouting: {
                        from: [
                          ["2026.2.19", null],
                          [
                            "2026.8.1",
                            {
                              keys: {
                                allow_fallbacks: "true or false",
                                require_parameters: "true or false",
                                data_collection: { one: ["deny", "allow"] },
                                zdr: "true or false",
                                enforce_distillable_text: "true or false",
                                order: { list: "text" },
                                only: { list: "text" },
                                ignore: { list: "text" },
                                quantizations: { list: "text" },
                                sort: {
                                  either: [
                                    "text",
                                    {
                                      keys: { by: "text", partition: { either: ["text", "null"] } },
                                      needs: [],
                                    },
                                  ],
                                },
                                max_price: {
                                  keys: {
                                    prompt: { either: ["a number", "text"] },
                                    completion: { either: ["a number", "text"] },
                                    image: { either: ["a number", "text"] },
                                    audio: { either: ["a number", "text"] },
                                    request: { either: ["a number", "text"] },
                                  },
                                  needs: [],
                                },
                                preferred_min_throughput: PREFERRED_MIN_THROUGHPUT,
                                preferred_max_latency: PREFERRED_MIN_THROUGHPUT,
                              },
                              needs: [],
                            },
                          ],
                        ],
                      },
                      vercelGatewayRouting: {
                        from: [
                          ["2026.2.19", null],
                          [
                            "2026.8.1",
                            {
                              keys: { only: { list: "text" }, order: { list: "text" } },
                              needs: [],
                            },
                          ],
                        ],
                      },
                      zaiToolStream: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.8.1", "true or false"],
                        ],
                      },
                      cacheControlFormat: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.8.1", { one: ["anthropic"] }],
                        ],
                      },
                      sendSessionAffinityHeaders: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.8.1", "true or false"],
                        ],
                      },
                      sendSessionIdHeader: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.8.1", "true or false"],
                        ],
                      },
                      supportsEagerToolInputStreaming: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.8.1", "true or false"],
                        ],
                      },
                      supportsLongCacheRetention: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.8.1", "true or false"],
                        ],
                      },
                      supportsResponsesContinuation: {
                        from: [
                          ["2026.2.19", null],
                          ["2026.9.6", "true or false"],
                        ],
                      },
                    },
                    needs: [],
                  },
                  contextTokens: {
                    from: [
                      ["2026.2.19", null],
                      ["2026.4.15", "a whole number above 0"],
                    ],
                  },
                  baseUrl: {
                    from: [
                      ["2026.2.19", null],
                      ["2026.5.12", "text, not empty"],
                    ],
                  },
                  params: PARAMS,
                  agentRuntime: AGENT_RUNTIME,
                  metadataSource: {
                    from: [
                      ["2026.2.19", null],
                      ["2026.5.12", { one: ["models-add"] }],
                    ],
                  },
                  thinkingLevelMap: {
                    from: [
                      ["2026.2.19", null],
                      [
                        "2026.6.11",
                        {
                          keys: {
                            off: { either: ["text", "null"] },
                            minimal: { either: ["text", "null"] },
                            low: { either: ["text", "null"] },
                            medium: { either: ["text", "null"] },
                            high: { either: ["text", "null"] },
                            xhigh: { either: ["text", "null"] },
                            max: { either: ["text", "null"] },
                          },
                          needs: [],
                        },
                      ],
                    ],
                  },
                  mediaInput: {
                    from: [
                      ["2026.2.19", null],
                      [
                        "2026.6.11",
                        {
                          keys: {
                            image: {
                              keys: {
                                maxBytes: "a whole number above 0",
                                maxPixels: "a whole number above 0",
                                maxSidePx: "a whole number above 0",
                                preferredSidePx: "a whole number above 0",
                                tokenMode: { one: ["tile", "detail", "provider"] },
                              },
                              needs: [],
                            },
                          },
                          needs: [],
                        },
                      ],
                    ],
                  },
                },
                needs: ["id", "name"],
              },
            },
            injectNumCtxForOpenAICompat: {
              from: [
                ["2026.2.19", null],
                ["2026.3.13", "true or false"],
              ],
            },
            request: {
              from: [
                ["2026.2.19", null],
                [
                  "2026.4.15",
                  {
                    keys: {
                      headers: { each: "text or SecretRef" },
                      auth: {
                        either: [
                          { keys: { mode: { one: ["provider-default"] } }, needs: ["mode"] },
                          {
                            keys: {
                              mode: { one: ["authorization-bearer"] },
                              token: "text or SecretRef",
                            },
                            needs: ["mode", "token"],
                          },
                          {
                            keys: {
                              mode: { one: ["header"] },
                              headerName: "text, not empty",
                              value: "text or SecretRef",
                              prefix: "text",
                            },
                            needs: ["mode", "headerName", "value"],
                          },
                        ],
                      },
                      proxy: {
                        either: [
                          { keys: { mode: { one: ["env-proxy"] }, tls: TLS }, needs: ["mode"] },
                          {
                            keys: {
                              mode: { one: ["explicit-proxy"] },
                              url: "text, not empty",
                              tls: TLS,
                            },
                            needs: ["mode", "url"],
                          },
                        ],
                      },
                      tls: TLS,
                      allowPrivateNetwork: "true or false",
                    },
                    needs: [],
                  },
                ],
              ],
            },
            contextWindow: {
              from: [
                ["2026.2.19", null],
                ["2026.5.12", "a number above 0"],
                ["2026.8.1", null],
              ],
            },
            contextTokens: {
              from: [
                ["2026.2.19", null],
                ["2026.5.12", "a whole number above 0"],
                ["2026.8.1", null],
              ],
            },
            maxTokens: {
              from: [
                ["2026.2.19", null],
                ["2026.5.12", "a number above 0"],
              ],
            },
            timeoutSeconds: {
              from: [
                ["2026.2.19", null],
                ["2026.5.12", "a whole number above 0"],
              ],
            },
            params: PARAMS,
            agentRuntime: AGENT_RUNTIME,
            localService: {
              from: [
                ["2026.2.19", null],
                [
                  "2026.5.12",
                  {
                    keys: {
                      command: "text, not empty",
                      args: { list: "text" },
                      cwd: "text, not empty",
                      env: { each: "text" },
                      healthUrl: "text, not empty",
                      readyTimeoutMs: "a whole number above 0",
                      idleStopMs: "a whole number, 0 or more",
                    },
                    needs: ["command"],
                  },
                ],
              ],
            },
            region: {
              from: [
                ["2026.2.19", null],
                ["2026.6.11", "text, not empty"],
              ],
            },
          },
          needs: {
            from: [
              ["2026.2.19", ["baseUrl", "models"]],
              ["2026.6.11", []],
            ],
          },
        },
      },
      bedrockDiscovery: {
        from: [
          [
            "2026.2.19",
            {
              keys: {
                enabled: "true or false",
                region: "text",
                providerFilter: { list: "text" },
                refreshInterval: "a whole number, 0 or more",
                defaultContextWindow: "a whole number above 0",
                defaultMaxTokens: "a whole number above 0",
              },
              needs: [],
            },
          ],
          ["2026.4.15", null],
        ],
      },
      pricing: {
        from: [
          ["2026.2.19", null],
          ["2026.5.12", { keys: { enabled: "true or false" }, needs: [] }],
          ["2026.8.1", null],
        ],
      },
      catalogRefresh: {
        from: [
          ["2026.2.19", null],
          ["2026.8.1", { keys: { enabled: "true or false", url: "text" }, needs: [] }],
        ],
      },
    },
    needs: [],
  },
  "agents.defaults.models.*": {
    keys: {
      alias: "text",
      params: { each: "anything" },
      streaming: "true or false",
      agentRuntime: AGENT_RUNTIME,
      codeMode: {
        from: [
          ["2026.2.19", null],
          ["2026.8.1", "true or false"],
        ],
      },
      pickerRuntimes: {
        from: [
          ["2026.2.19", null],
          ["2026.9.6", { list: { matches: "^[a-z][a-z0-9-]*$" } }],
        ],
      },
    },
    needs: [],
  },
  "agents.list.*.models.*": {
    from: [
      ["2026.2.19", null],
      [
        "2026.5.12",
        {
          keys: {
            alias: "text",
            params: { each: "anything" },
            agentRuntime: { keys: { id: "text" }, needs: [] },
            streaming: "true or false",
          },
          needs: [],
        },
      ],
      ["2026.8.1", null],
    ],
  },
  "agents.entries.*.models.*": {
    from: [
      ["2026.2.19", null],
      [
        "2026.8.1",
        {
          keys: {
            alias: "text",
            params: { each: "anything" },
            agentRuntime: { keys: { id: "text" }, needs: [] },
            codeMode: "true or false",
            streaming: "true or false",
            pickerRuntimes: {
              from: [
                ["2026.8.1", null],
                ["2026.9.6", { list: { matches: "^[a-z][a-z0-9-]*$" } }],
              ],
            },
          },
          needs: [],
        },
      ],
    ],
  },
};

/** Providers whose entry needs neither address nor models from a version on, since the host has its own. */
export const BUNDLED_PROVIDERS: Versioned<readonly string[]> = {
  from: [
    ["2026.2.19", []],
    [
      "2026.6.11",
      [
        "amazon-bedrock",
        "amazon-bedrock-mantle",
        "anthropic",
        "anthropic-vertex",
        "arcee",
        "byteplus",
        "byteplus-plan",
        "cerebras",
        "chutes",
        "cloudflare-ai-gateway",
        "codex",
        "comfy",
        "copilot-proxy",
        "dashscope",
        "deepinfra",
        "deepseek",
        "fal",
        "fireworks",
        "github-copilot",
        "google",
        "google-antigravity",
        "google-gemini-cli",
        "google-vertex",
        "groq",
        "huggingface",
        "kilocode",
        "kimi",
        "kimi-coding",
        "litellm",
        "lmstudio",
        "microsoft-foundry",
        "minimax",
        "minimax-portal",
        "mistral",
        "modelstudio",
        "moonshot",
        "nvidia",
        "ollama",
        "openai",
        "opencode",
        "opencode-go",
        "openrouter",
        "qianfan",
        "qwen",
        "qwencloud",
        "sglang",
        "stepfun",
        "stepfun-plan",
        "synthetic",
        "tencent-tokenhub",
        "together",
        "venice",
        "vercel-ai-gateway",
        "vllm",
        "volcengine",
        "volcengine-plan",
        "vydra",
        "xai",
        "xiaomi",
        "xiaomi-token-plan",
        "zai",
      ],
    ],
    [
      "2026.7.1-2",
      [
        "amazon-bedrock",
        "amazon-bedrock-mantle",
        "anthropic",
        "anthropic-vertex",
        "arcee",
        "azure-openai-responses",
        "byteplus",
        "byteplus-plan",
        "cerebras",
        "chutes",
        "claude-cli",
        "cloudflare-ai-gateway",
        "codex",
        "comfy",
        "copilot-proxy",
        "dashscope",
        "deepinfra",
        "deepseek",
        "fal",
        "fireworks",
        "github-copilot",
        "gmi",
        "gmi-cloud",
        "gmicloud",
        "google",
        "google-antigravity",
        "google-gemini-cli",
        "google-vertex",
        "groq",
        "huggingface",
        "kilocode",
        "kimi",
        "kimi-coding",
        "litellm",
        "lmstudio",
        "meta",
        "microsoft-foundry",
        "minimax",
        "minimax-portal",
        "mistral",
        "modelstudio",
        "moonshot",
        "moonshot-ai",
        "moonshotai",
        "nvidia",
        "novita",
        "novita-ai",
        "novitaai",
        "ollama",
        "ollama-cloud",
        "openai",
        "opencode",
        "opencode-go",
        "openrouter",
        "qianfan",
        "qwen",
        "qwen-cli",
        "qwen-oauth",
        "qwen-portal",
        "qwencloud",
        "sglang",
        "stepfun",
        "stepfun-plan",
        "synthetic",
        "tencent-tokenhub",
        "tencent-tokenplan",
        "together",
        "venice",
        "vercel-ai-gateway",
        "vllm",
        "volcengine",
        "volcengine-plan",
        "vydra",
        "xai",
        "xiaomi",
        "xiaomi-token-plan",
        "z.ai",
        "z-ai",
        "zai",
      ],
    ],
    [
      "2026.8.1",
      [
        "amazon-bedrock",
        "amazon-bedrock-mantle",
        "anthropic",
        "anthropic-vertex",
        "arcee",
        "azure-openai-responses",
        "byteplus",
        "byteplus-plan",
        "cerebras",
        "chutes",
        "claude-cli",
        "clawrouter",
        "cloudflare-ai-gateway",
        "codex",
        "comfy",
        "copilot-proxy",
        "dashscope",
        "deepinfra",
        "deepseek",
        "fal",
        "fireworks",
        "github-copilot",
        "gmi",
        "gmi-cloud",
        "gmicloud",
        "google",
        "google-antigravity",
        "google-gemini-cli",
        "google-vertex",
        "groq",
        "huggingface",
        "kilocode",
        "kimi",
        "kimi-coding",
        "litellm",
        "lmstudio",
        "meta",
        "microsoft-foundry",
        "minimax",
        "minimax-portal",
        "mistral",
        "modelstudio",
        "moonshot",
        "moonshot-ai",
        "moonshotai",
        "nvidia",
        "novita",
        "novita-ai",
        "novitaai",
        "ollama",
        "ollama-cloud",
        "openai",
        "opencode",
        "opencode-go",
        "openrouter",
        "qianfan",
        "qwen",
        "qwen-token-plan",
        "qwencloud",
        "sglang",
        "stepfun",
        "stepfun-plan",
        "synthetic",
        "tencent-tokenhub",
        "tencent-tokenplan",
        "together",
        "venice",
        "vercel-ai-gateway",
        "vllm",
        "volcengine",
        "volcengine-plan",
        "vydra",
        "x-ai",
        "xai",
        "xiaomi",
        "xiaomi-token-plan",
        "z.ai",
        "z-ai",
        "zai",
      ],
    ],
  ],
};

/** A line of what `check` is to say, `severity path`, and why its owner would want it. */
type Expected = readonly (readonly [line: string, reason: string])[];

/** What OpenClaw itself says of a file: the paths that it complains of, those outside of what `check` reads included. */
type Verdict = readonly string[];

export interface WholeFile {
  /** Of `openclaw config get models` (2026.2.19) and `openclaw config validate` (2026.9.6), the variables being set. */
  readonly hosts: { readonly "2026.2.19": Verdict; readonly "2026.9.6": Verdict };
  /** Where no version is given. */
  readonly expected: Expected;
  /** Where another list is right for that version. */
  readonly of?: Readonly<Partial<Record<keyof WholeFile["hosts"], Expected>>>;
  /** Providers whose built-in, or whose secret headers in place of a key, are stated below the problems. */
  readonly stated?: readonly string[];
}

/** What is right for each of the files in the folder of this name. Written before `check` was asked. */
export const WHOLE_FILES: Readonly<Record<string, WholeFile>> = {
  "kimi-behind-a-hardened-server": {
    hosts: {
      "2026.2.19": ["tools.web.search.provider", "tools.web.search.gemini"],
      "2026.9.6": ["tools.web.search.gemini"],
    },
    expected: [
      [
        "warning models.providers.kimi-coding.headers.User-Agent",
        "the built-in sends the same: without the line, a later default is followed",
      ],
    ],
  },
  // Its keys and addresses belong together; what 2026.9.6 says is of `meta` and of who owns the agents.
  "coding-plan-for-agents": {
    hosts: { "2026.2.19": [], "2026.9.6": ["meta.lastTouchedAt", "agents.ownership"] },
    expected: [],
  },
  "models-as-a-list": {
    hosts: { "2026.2.19": ["models"], "2026.9.6": ["models"] },
    expected: [
      ["error models", "no provider is configured by a list, and no OpenClaw starts with it"],
    ],
  },
  // Local servers take any key, `OLLAMA_API_KEY` too; OpenAI by its key alone is right where the host has the rest.
  "local-models-in-containers": {
    hosts: {
      "2026.2.19": [
        "models.providers.openai.baseUrl",
        "models.providers.openai.models",
        "agents.defaults.imageGenerationModel",
        "tools.media.audio.request",
      ],
      "2026.9.6": ["agents.defaults.imageGenerationModel"],
    },
    expected: [],
    of: {
      "2026.2.19": [
        [
          "error models.providers.openai.baseUrl",
          "this version refuses an entry without an address",
        ],
        ["error models.providers.openai.models", "this version refuses an entry without models"],
      ],
    },
  },
  // No entry, no key, no header: nothing that could be wrong with them.
  "codex-by-login": {
    hosts: { "2026.2.19": [], "2026.9.6": ["tools.web.search.apiKey"] },
    expected: [],
  },
  // From 2026.3.13 on a host asks an entry without a key on this machine with a stand-in for one.
  "egress-proxy-with-the-keys": {
    hosts: { "2026.2.19": ["models.providers.ollama.models.0.params"], "2026.9.6": [] },
    expected: [],
    of: {
      "2026.2.19": [
        [
          "warning models.providers.deepseek",
          "no key: this version does not ask it and drops its models file",
        ],
        ["error models.providers.ollama.models[0].params", "this version refuses the key"],
        ["warning models.providers.lm-studio", "no key, as above"],
        ["warning models.providers.ollama-rented", "no key, as above"],
      ],
    },
  },
  // The key stands in a profile. That the only fallback is the primary is no matter of headers: `probe` says who answers.
  "minimax-with-a-profile": {
    hosts: { "2026.2.19": ["channels.discord.token", "secrets"], "2026.9.6": [] },
    expected: [],
  },
  "stack-in-a-private-network": {
    hosts: {
      "2026.2.19": [
        "models.providers.stack.request",
        "models.providers.stack.timeoutSeconds",
        "mcp",
      ],
      "2026.9.6": [],
    },
    expected: [],
    of: {
      "2026.2.19": [
        ["error models.providers.stack.request", "this version has no such key"],
        ["error models.providers.stack.timeoutSeconds", "this version has no such key"],
      ],
    },
  },
  "portkey-by-references": {
    hosts: {
      "2026.2.19": [
        "models.providers.portkey.apiKey",
        "models.providers.portkey.headers.x-portkey-virtual-key",
        "models.providers.portkey.headers.x-portkey-config",
        "models.providers.portkey.headers.x-portkey-provider",
        "models.providers.portkey.timeoutSeconds",
      ],
      "2026.9.6": [],
    },
    expected: [],
    of: {
      "2026.2.19": [
        ["error models.providers.portkey.apiKey", "this version takes text only"],
        ["error models.providers.portkey.timeoutSeconds", "this version has no such key"],
        ["error models.providers.portkey.headers.x-portkey-virtual-key", "text only"],
        ["error models.providers.portkey.headers.x-portkey-config", "text only"],
        ["error models.providers.portkey.headers.x-portkey-provider", "text only"],
      ],
    },
  },
  // As onboarding leaves it: nothing to correct.
  "onboarded-router-and-claude": {
    hosts: { "2026.2.19": [], "2026.9.6": ["meta.lastTouchedAt"] },
    expected: [],
  },
  "gateway-of-a-team": {
    hosts: {
      "2026.2.19": ["models.providers.litellm.models.1.extra_headers"],
      "2026.9.6": ["models.providers.litellm.models.1.extra_headers"],
    },
    expected: [
      [
        "error models.providers.litellm.models[1].extra_headers",
        "no OpenClaw takes it there; `headers` is what is meant",
      ],
      [
        "warning models.providers.litellm-claude.baseUrl",
        "clients of this api add the version again; only newer hosts take it off",
      ],
    ],
    of: {
      // This version takes the `/v1` off, as all from 2026.3.13 on do.
      "2026.9.6": [
        [
          "error models.providers.litellm.models[1].extra_headers",
          "no OpenClaw takes it there; `headers` is what is meant",
        ],
      ],
    },
  },
  "local-servers-on-the-lan": {
    hosts: { "2026.2.19": [], "2026.9.6": [] },
    expected: [
      [
        "warning models.providers.vllm.baseUrl",
        "the route is appended to the route: 404 on every call",
      ],
    ],
  },
  // The machine's own accounts are the credential.
  "cloud-accounts": {
    hosts: { "2026.2.19": ["models.providers.google-vertex.api"], "2026.9.6": [] },
    expected: [],
    of: {
      "2026.2.19": [
        ["error models.providers.google-vertex.api", "this version does not know the api"],
      ],
    },
  },
  "crew-with-aliases": {
    hosts: {
      "2026.2.19": ["agents.defaults.models.relay/claude-opus-4-6.headers"],
      "2026.9.6": ["agents.defaults.models.relay/claude-opus-4-6.headers"],
    },
    expected: [
      [
        'error agents.defaults.models["relay/claude-opus-4-6"].headers',
        "no OpenClaw takes headers there; they belong to the model of the entry",
      ],
      [
        'warning agents.defaults.models["relay/claude-haiku-4-5"].params.extraHeaders',
        "taken by every OpenClaw and sent by none",
      ],
    ],
    stated: ["kimi-coding"],
  },
  // A gateway's own header is a credential like a key.
  "keys-kept-by-cloudflare": {
    hosts: { "2026.2.19": [], "2026.9.6": [] },
    expected: [],
    of: {
      "2026.2.19": [
        [
          "warning models.providers.cf-openai",
          "to this version an entry without apiKey has no key: it drops its models file (tried)",
        ],
      ],
    },
    stated: ["cf-openai"],
  },
  "models-as-names": {
    hosts: {
      "2026.2.19": [
        "models.providers.ollama-cloud.models.0",
        "models.providers.ollama-cloud.models.1",
      ],
      "2026.9.6": [
        "models.providers.ollama-cloud.models.0",
        "models.providers.ollama-cloud.models.1",
      ],
    },
    expected: [
      [
        "error models.providers.ollama-cloud.models[0]",
        "a model is an object, and no host starts with a name",
      ],
      ["error models.providers.ollama-cloud.models[1]", "as above"],
    ],
  },
  "copied-from-a-redacted-print": {
    hosts: { "2026.2.19": ["secrets"], "2026.9.6": ["agents.ownership"] },
    expected: [
      [
        "warning models.providers.ollama.apiKey",
        "what OpenClaw prints in place of a key is sent as one",
      ],
      ["warning models.providers.openrouter.apiKey", "as above: a 401 on every call"],
    ],
  },
};

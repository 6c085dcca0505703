/** What an answer is made of, whatever the api. */
export interface Completion {
  readonly model: string;
  readonly text: string;
}

interface StreamEvent {
  /** The SSE `event:` field, where the api has one. */
  readonly event?: string;
  readonly data: unknown;
}

/** One wire protocol: how a request is recognised, and how its answer looks whole and streamed. */
export interface ApiShape {
  readonly name: string;
  readonly path: RegExp;
  readonly errors: "openai" | "anthropic";
  readonly model?: (path: string) => string | undefined;
  readonly streamed: (path: string, body: RequestBody) => boolean;
  readonly answer: (completion: Completion) => unknown;
  readonly events: (completion: Completion, body: RequestBody) => readonly StreamEvent[];
  readonly framing: "sse" | "ndjson";
  readonly lastLine?: string;
}

export interface RequestBody {
  readonly model?: unknown;
  readonly stream?: unknown;
  readonly stream_options?: { readonly include_usage?: unknown } | null;
}

const INPUT_TOKENS = 3;
const OUTPUT_TOKENS = 5;
const CREATED = 1_772_236_800;

const bodyAsksForStream = (_path: string, body: RequestBody) => body.stream === true;

/** Text comes in two pieces, so that a client which reads only the first chunk is found out. */
const pieces = (text: string): readonly [string, string] => {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
};

const OPENAI_USAGE = {
  prompt_tokens: INPUT_TOKENS,
  completion_tokens: OUTPUT_TOKENS,
  total_tokens: INPUT_TOKENS + OUTPUT_TOKENS,
};

const openaiCompletions: ApiShape = {
  name: "openai-completions",
  path: /\/chat\/completions$/,
  errors: "openai",
  streamed: bodyAsksForStream,
  answer: ({ model, text }) => ({
    id: "chatcmpl-stand-in",
    object: "chat.completion",
    created: CREATED,
    model,
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
    usage: OPENAI_USAGE,
  }),
  events: ({ model, text }, body) => {
    const chunk = (choices: readonly unknown[], more: object = {}) => ({
      data: {
        id: "chatcmpl-stand-in",
        object: "chat.completion.chunk",
        created: CREATED,
        model,
        choices,
        ...more,
      },
    });
    const delta = (content: object, finish_reason: string | null = null) =>
      chunk([{ index: 0, delta: content, finish_reason }]);
    return [
      delta({ role: "assistant", content: "" }),
      ...pieces(text).map((content) => delta({ content })),
      delta({}, "stop"),
      ...(body.stream_options?.include_usage === true ? [chunk([], { usage: OPENAI_USAGE })] : []),
    ];
  },
  framing: "sse",
  lastLine: "[DONE]",
};

const openaiResponses: ApiShape = {
  name: "openai-responses",
  path: /\/responses$/,
  errors: "openai",
  streamed: bodyAsksForStream,
  answer: (completion) => response(completion, "completed"),
  events: (completion) => {
    const { text } = completion;
    const place = { item_id: "msg_stand_in", output_index: 0, content_index: 0 };
    const events = [
      { type: "response.created", response: response(completion, "in_progress") },
      {
        type: "response.output_item.added",
        output_index: 0,
        item: { ...outputMessage(""), status: "in_progress", content: [] },
      },
      { type: "response.content_part.added", ...place, part: outputText("") },
      ...pieces(text).map((delta) => ({
        type: "response.output_text.delta",
        ...place,
        delta,
        logprobs: [],
      })),
      { type: "response.output_text.done", ...place, text, logprobs: [] },
      { type: "response.content_part.done", ...place, part: outputText(text) },
      { type: "response.output_item.done", output_index: 0, item: outputMessage(text) },
      { type: "response.completed", response: response(completion, "completed") },
    ];
    return events.map((data, sequence_number) => ({
      event: data.type,
      data: { ...data, sequence_number },
    }));
  },
  framing: "sse",
};

const outputText = (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] });

const outputMessage = (text: string) => ({
  id: "msg_stand_in",
  type: "message",
  role: "assistant",
  status: "completed",
  content: [outputText(text)],
});

const response = ({ model, text }: Completion, status: "in_progress" | "completed") => ({
  id: "resp_stand_in",
  object: "response",
  created_at: CREATED,
  status,
  model,
  error: null,
  incomplete_details: null,
  instructions: null,
  parallel_tool_calls: true,
  tools: [],
  output: status === "completed" ? [outputMessage(text)] : [],
  usage:
    status === "completed"
      ? {
          input_tokens: INPUT_TOKENS,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: OUTPUT_TOKENS,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: INPUT_TOKENS + OUTPUT_TOKENS,
        }
      : null,
});

const anthropicMessages: ApiShape = {
  name: "anthropic-messages",
  path: /\/messages$/,
  errors: "anthropic",
  streamed: bodyAsksForStream,
  answer: ({ model, text }) => ({
    id: "msg_stand_in",
    type: "message",
    role: "assistant",
    model,
    content: [{ type: "text", text }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: INPUT_TOKENS, output_tokens: OUTPUT_TOKENS },
  }),
  events: ({ model, text }) => {
    const events = [
      {
        type: "message_start",
        message: {
          id: "msg_stand_in",
          type: "message",
          role: "assistant",
          model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: INPUT_TOKENS, output_tokens: 0 },
        },
      },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      ...pieces(text).map((piece) => ({
        type: "content_block_delta",
        index: 0,
        delta: { type: "text_delta", text: piece },
      })),
      { type: "content_block_stop", index: 0 },
      {
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: { output_tokens: OUTPUT_TOKENS },
      },
      { type: "message_stop" },
    ];
    return events.map((data) => ({ event: data.type, data }));
  },
  framing: "sse",
};

const googleAnswer = (model: string, text: string, finishReason?: string) => ({
  candidates: [
    {
      index: 0,
      content: { role: "model", parts: [{ text }] },
      ...(finishReason === undefined ? {} : { finishReason }),
    },
  ],
  usageMetadata: {
    promptTokenCount: INPUT_TOKENS,
    candidatesTokenCount: OUTPUT_TOKENS,
    totalTokenCount: INPUT_TOKENS + OUTPUT_TOKENS,
  },
  modelVersion: model,
});

const googleGenerativeAi: ApiShape = {
  name: "google-generative-ai",
  path: /:(?:stream)?[gG]enerateContent$/,
  errors: "openai",
  model: (path) => /\/models\/([^/:]+):/.exec(path)?.[1],
  streamed: (path) => path.endsWith(":streamGenerateContent"),
  answer: ({ model, text }) => googleAnswer(model, text, "STOP"),
  events: ({ model, text }) => {
    const [first, second] = pieces(text);
    return [{ data: googleAnswer(model, first) }, { data: googleAnswer(model, second, "STOP") }];
  },
  framing: "sse",
};

const ollamaAnswer = (model: string, content: string, done: boolean) => ({
  model,
  created_at: new Date(CREATED * 1000).toISOString(),
  message: { role: "assistant", content },
  done,
  ...(done
    ? { done_reason: "stop", prompt_eval_count: INPUT_TOKENS, eval_count: OUTPUT_TOKENS }
    : {}),
});

const ollama: ApiShape = {
  name: "ollama",
  path: /\/api\/chat$/,
  errors: "openai",
  // Ollama streams unless it is told not to.
  streamed: (_path, body) => body.stream !== false,
  answer: ({ model, text }) => ollamaAnswer(model, text, true),
  events: ({ model, text }) => [
    ...pieces(text).map((piece) => ({ data: ollamaAnswer(model, piece, false) })),
    { data: ollamaAnswer(model, "", true) },
  ],
  framing: "ndjson",
};

/** The five apis that OpenClaw's provider entries name. */
export const API_SHAPES: readonly ApiShape[] = [
  openaiCompletions,
  openaiResponses,
  anthropicMessages,
  googleGenerativeAi,
  ollama,
];

/** A path's api; undefined for everything that is not a model call. */
export function apiShapeFor(path: string): ApiShape | undefined {
  return API_SHAPES.find((shape) => shape.path.test(path));
}

/** Each piece as it goes on the wire, in a write of its own. */
export function streamedLines(
  shape: ApiShape,
  completion: Completion,
  body: RequestBody,
): readonly string[] {
  const events = shape.events(completion, body);
  if (shape.framing === "ndjson") return events.map(({ data }) => `${JSON.stringify(data)}\n`);
  const lines = events.map(
    ({ event, data }) =>
      `${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`,
  );
  return shape.lastLine === undefined ? lines : [...lines, `data: ${shape.lastLine}\n\n`];
}

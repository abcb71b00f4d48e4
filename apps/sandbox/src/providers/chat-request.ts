import { z } from "zod";

const TextPart = z.looseObject({ type: z.string(), text: z.string().optional() });
const ToolCall = z.looseObject({ function: z.looseObject({ name: z.string(), arguments: z.string() }).optional() });

const Message = z.looseObject({
  role: z.string(),
  name: z.string().optional(),
  content: z.union([z.string(), z.array(TextPart)]).nullish(),
  tool_calls: z.array(ToolCall).nullish(),
});
export type Message = z.infer<typeof Message>;

const Tool = z.looseObject({
  type: z.string(),
  function: z
    .looseObject({ name: z.string(), description: z.string().optional(), parameters: z.unknown().optional() })
    .optional(),
});

const tokenLimit = z.number().int().min(1).nullish();

/** The parts of a chat completion request that the simulator acts on; everything else is accepted and ignored. */
export const ChatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(Message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: tokenLimit,
  max_completion_tokens: tokenLimit,
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  n: z.number().int().min(1).max(16).nullish(),
  seed: z.number().int().nullish(),
  reasoning_effort: z.string().nullish(),
  modalities: z.array(z.string()).nullish(),
  tools: z.array(Tool).nullish(),
  tool_choice: z
    .union([z.string(), z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })])
    .nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: z
    .looseObject({ type: z.string(), json_schema: z.looseObject({ schema: z.unknown().optional() }).optional() })
    .nullish(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

export type ChatRequestResult =
  | { kind: "request"; request: ChatRequest }
  | { kind: "invalid"; message: string; param: string | null; code: string | null };

/**
 * Parses a request body of a dialect. What is wrong with it comes back in the words and with the codes a vendor uses.
 * @param address members that stand in the address instead.
 */
export function parseChatRequest(
  body: string,
  dialect: z.ZodType<ChatRequest> = ChatRequest,
  address: Record<string, unknown> = {},
): ChatRequestResult {
  let raw: unknown;
  try {
    raw = JSON.parse(body);
  } catch {
    return { kind: "invalid", message: "We could not parse the JSON body of your request.", param: null, code: null };
  }
  const members = z.record(z.string(), z.unknown()).safeParse(raw);
  const parsed = dialect.safeParse(members.success ? { ...members.data, ...address } : raw);
  if (parsed.success) {
    return { kind: "request", request: parsed.data };
  }
  const issue = parsed.error.issues[0];
  const param = issue?.path.join(".") ?? "";
  if (param === "model") {
    return { kind: "invalid", message: "you must provide a model parameter", param: null, code: null };
  }
  const missing = issue?.code === "invalid_type" && !(param in Object(members.data));
  return {
    kind: "invalid",
    message: missing
      ? `Missing required parameter: '${param}'.`
      : `Invalid '${param}': ${issue?.message ?? "malformed"}`,
    param: param === "" ? null : param,
    code: missing ? "missing_required_parameter" : "invalid_value",
  };
}

/** The readable text of a message; images and files are left out. */
export function messageText(message: Message | undefined): string {
  const content = message?.content;
  if (typeof content === "string") {
    return content;
  }
  return (content ?? []).map((part) => part.text ?? "").join("\n");
}

export function lastUserMessage(messages: readonly Message[]): Message | undefined {
  return messages.findLast((message) => message.role === "user");
}

/** The same conversation with the text of its last user message replaced. */
export function replaceLastUserText(messages: readonly Message[], text: string): Message[] {
  const target = lastUserMessage(messages);
  return messages.map((message) => (message === target ? { ...message, content: text } : message));
}

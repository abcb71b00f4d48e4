import type { AnswerFormat, Conversation, Part, ToolChoice, Turn } from "../conversation/conversation.ts";
import { mediaUrl } from "../conversation/media.ts";
import { reasoningEffort } from "../conversation/reasoning-budget.ts";
import type { RequestNeeds } from "../conversation/request-needs.ts";
import { textOf } from "../conversation/tool-names.ts";
import { present } from "../json-fields.ts";

/** Writes a conversation as a request of the responses API. Nothing is stored there: the conversation travels with every call. */
export function writeResponsesRequest(conversation: Conversation, needs: RequestNeeds): Record<string, unknown> {
  const { settings, tools, system } = conversation;
  const { reasoning } = settings;
  const wish = reasoning && {
    effort: reasoningEffort(reasoning),
    ...(reasoning.shown && reasoning.effort !== "none" ? { summary: "auto" } : {}),
  };
  const include = settings.logprobs === null ? [] : ["message.output_text.logprobs"];
  if (reasoning && reasoning.effort !== "none") include.push("reasoning.encrypted_content");
  const text = present({ format: settings.format && writeFormat(settings.format), verbosity: settings.verbosity });
  return present({
    model: needs.model,
    instructions: system.length === 0 ? null : textOf(system),
    input: conversation.turns.flatMap(writeTurn),
    max_output_tokens: needs.maxOutputTokens,
    stream: needs.stream || null,
    store: false,
    temperature: settings.temperature,
    top_p: settings.topP,
    top_logprobs: settings.logprobs,
    include: include.length === 0 ? null : include,
    reasoning: wish,
    text: Object.keys(text).length > 0 ? text : null,
    tools: tools.length === 0 ? null : tools.map(writeTool),
    tool_choice: conversation.toolChoice && writeToolChoice(conversation.toolChoice),
    parallel_tool_calls: tools.length === 0 ? null : settings.parallelTools,
    user: settings.user,
  });
}

function writeTool({ name, description, parameters, strict }: Conversation["tools"][number]) {
  return { ...present({ type: "function", name, description, parameters }), strict: strict ?? false };
}

function writeToolChoice(choice: ToolChoice): unknown {
  return choice.kind === "tool" ? { type: "function", name: choice.name } : choice.kind;
}

function writeFormat(format: AnswerFormat): Record<string, unknown> {
  if (format.kind === "json") return { type: "json_object" };
  const { name, schema, strict } = format;
  return present({ type: "json_schema", name, schema, strict });
}

/** Calls, their results and thinking are items beside the messages, in the order they happened. */
function writeTurn({ role, parts }: Turn): Record<string, unknown>[] {
  const items: Record<string, unknown>[] = [];
  let spoken: Record<string, unknown>[] = [];
  const flush = () => {
    if (spoken.length > 0) items.push({ type: "message", role, content: spoken });
    spoken = [];
  };
  for (const part of parts) {
    const written = writePart(part, role);
    if (!written) continue;
    if (written.item) {
      flush();
      items.push(written.item);
    } else if (written.content) spoken.push(written.content);
  }
  flush();
  return items;
}

interface Written {
  readonly item?: Record<string, unknown>;
  readonly content?: Record<string, unknown>;
}

function writePart(part: Part, role: Turn["role"]): Written | null {
  switch (part.kind) {
    case "text":
      return { content: { type: role === "assistant" ? "output_text" : "input_text", text: part.text } };
    case "image":
      return { content: { type: "input_image", image_url: mediaUrl(part.source), detail: part.detail ?? "auto" } };
    case "file":
      return {
        content:
          part.source.kind === "url"
            ? { type: "input_file", file_url: part.source.url }
            : { type: "input_file", filename: part.name ?? "file", file_data: mediaUrl(part.source) },
      };
    case "tool_call":
      return { item: { type: "function_call", call_id: part.id, name: part.name, arguments: part.arguments } };
    case "tool_result": {
      const pictures = part.parts.some(({ kind }) => kind !== "text");
      const contents = part.parts.map((inner) => writePart(inner, "user")?.content).filter((one) => one !== undefined);
      return {
        item: {
          type: "function_call_output",
          call_id: part.callId,
          output: pictures ? contents : textOf(part.parts),
        },
      };
    }
    case "redacted_reasoning":
      return { item: { type: "reasoning", summary: [], encrypted_content: part.data } };
    default:
      return null;
  }
}

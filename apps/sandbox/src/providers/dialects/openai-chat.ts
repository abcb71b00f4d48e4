import { envelope, type PreparedCall } from "../call.ts";
import { ChatRequest } from "../chat-request.ts";
import type { ChoicePlan } from "../compose-reply.ts";
import type { Said } from "../stream-events.ts";
import { joinPieces } from "../tokens.ts";
import { toUsage } from "../usage.ts";
import { type Dialect, type StreamWriter, sse } from "./dialect.ts";

/** Source: https://platform.openai.com/docs/api-reference/chat */
export const openAiChat: Dialect = {
  name: "openai-chat",
  path: /^\/v1\/chat\/completions$/,
  address: () => ({}),
  request: ChatRequest,
  credentialHeader: "authorization",
  refusal: ({ body }) => ({ body }),
  whole: (call, usage) => ({
    ...envelope(call, "chat.completion"),
    choices: call.reply.choices.map(toChoice),
    ...(usage === null ? {} : { usage }),
  }),
  stream: chunks,
};

function toChoice(choice: ChoicePlan, index: number) {
  const hasTools = choice.toolCalls.length > 0;
  return {
    index,
    message: {
      role: "assistant",
      content: hasTools ? null : joinPieces(choice.content),
      ...(choice.reasoning.length > 0 ? { reasoning_content: joinPieces(choice.reasoning) } : {}),
      ...(hasTools ? { tool_calls: choice.toolCalls.map(toToolCall) } : {}),
      ...(choice.pictures.length > 0 ? { images: choice.pictures.map(picture) } : {}),
      refusal: null,
      annotations: [],
    },
    logprobs: null,
    finish_reason: choice.finishReason,
  };
}

/** As OpenRouter writes it. Source: https://openrouter.ai/docs/features/multimodal/image-generation */
function picture(base64: string) {
  return { type: "image_url", image_url: { url: `data:image/png;base64,${base64}` } };
}

function toToolCall(call: ChoicePlan["toolCalls"][number]) {
  return { id: call.id, type: "function", function: { name: call.name, arguments: joinPieces(call.arguments) } };
}

function chunks(call: PreparedCall): StreamWriter {
  // Everything that is equal in all chunks of a stream is serialised once.
  const opening = `data: ${JSON.stringify(envelope(call, "chat.completion.chunk")).slice(0, -1)},"choices":[{"index":`;
  const asked = call.request.stream_options?.include_usage === true;
  const everyChunk = call.directive?.usage === "every_chunk";
  return {
    contentType: "text/event-stream; charset=utf-8",
    open: () => "",
    event: ({ index, said }, tokensSoFar) => {
      const running = () => JSON.stringify(toUsage({ ...call.counts, completion: tokensSoFar }));
      const usage = everyChunk ? `,"usage":${running()}` : asked ? ',"usage":null' : "";
      const finish = JSON.stringify(said.kind === "finish" ? said.reason : null);
      const choice = `${index},"delta":${JSON.stringify(toDelta(said))},"logprobs":null,"finish_reason":${finish}}]`;
      return `${opening}${choice}${usage}}\n\n`;
    },
    close: (usage) => {
      const told = usage !== null && (asked || everyChunk);
      const last = told ? sse({ ...envelope(call, "chat.completion.chunk"), choices: [], usage }) : "";
      return `${last}data: [DONE]\n\n`;
    },
    failure: (message) => sse({ error: { message, type: "server_error", param: null, code: null } }),
  };
}

function toDelta(said: Said): Record<string, unknown> {
  switch (said.kind) {
    case "opening":
      return { role: "assistant", content: said.callsTools ? null : "", refusal: null };
    case "reasoning":
      return { reasoning_content: said.text };
    case "text":
      return { content: said.text };
    case "picture":
      return { images: [picture(said.base64)] };
    case "tool": {
      const { position: index, id, name } = said;
      return { tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] };
    }
    case "arguments":
      return { tool_calls: [{ index: said.position, function: { arguments: said.text } }] };
    case "finish":
      return {};
  }
}

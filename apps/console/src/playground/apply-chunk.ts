import type { Chunk } from "./read-stream.ts";
import type { AssistantTurn, ToolCall } from "./turns.ts";

/** The reply after one more event. @param elapsedMs since the call was sent. */
export function applyChunk(turn: AssistantTurn, chunk: Chunk, elapsedMs: number): AssistantTurn {
  const choice = chunk.choices?.[0];
  const delta = choice?.delta;
  const text = delta?.content ?? "";
  const reasoning = delta?.reasoning ?? delta?.reasoning_content ?? "";
  const toolCalls = delta?.tool_calls ? addToolCalls(turn.toolCalls, delta.tool_calls) : turn.toolCalls;
  const made = (delta?.images ?? []).flatMap(({ image_url }) => (isPicture(image_url.url) ? [image_url.url] : []));
  const began = text !== "" || reasoning !== "" || toolCalls !== turn.toolCalls || made.length > 0;
  return {
    ...turn,
    state: chunk.error ? "failed" : began && turn.state === "waiting" ? "streaming" : turn.state,
    text: turn.text + text,
    reasoning: turn.reasoning + reasoning,
    toolCalls,
    pictures: made.length > 0 ? [...turn.pictures, ...made] : turn.pictures,
    error: chunk.error?.message ?? turn.error,
    generationId: chunk.id ?? turn.generationId,
    provider: chunk.provider ?? turn.provider,
    finishReason: choice?.finish_reason ?? turn.finishReason,
    cost: chunk.usage
      ? {
          totalUsd: chunk.usage.cost ?? null,
          promptTokens: chunk.usage.prompt_tokens,
          completionTokens: chunk.usage.completion_tokens,
        }
      : turn.cost,
    firstContentMs: turn.firstContentMs ?? (began ? elapsedMs : null),
    durationMs: elapsedMs,
  };
}

/** Nothing else is shown: an address would be asked for by whoever reads the answer. */
function isPicture(url: string): boolean {
  return /^data:image\/(?:png|jpeg|webp|gif);base64,/.test(url);
}

type ToolCallDelta = NonNullable<NonNullable<NonNullable<Chunk["choices"]>[number]["delta"]>["tool_calls"]>[number];

function addToolCalls(known: readonly ToolCall[], deltas: readonly ToolCallDelta[]): ToolCall[] {
  const calls = [...known];
  for (const { index, id, function: called } of deltas) {
    const before = calls[index] ?? { id: "", name: "", arguments: "" };
    calls[index] = {
      id: id ?? before.id,
      name: before.name + (called?.name ?? ""),
      arguments: before.arguments + (called?.arguments ?? ""),
    };
  }
  return calls;
}

import type { Settings } from "./settings.ts";
import type { Turn } from "./turns.ts";

/** The body of a chat completion as the API takes it; also what "copy as code" shows. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly unknown[];
  readonly [parameter: string]: unknown;
}

/** Builds a request from a conversation. What is not set is left to the model, and turns that failed are not sent. */
export function chatRequest(model: string, turns: readonly Turn[], settings: Settings): ChatRequest {
  const system = settings.system.trim() === "" ? [] : [{ role: "system", content: settings.system }];
  return {
    model,
    messages: [...system, ...turns.flatMap(message)],
    ...(settings.temperature === null ? {} : { temperature: settings.temperature }),
    ...(settings.topP === null ? {} : { top_p: settings.topP }),
    ...(settings.maxTokens === null ? {} : { max_tokens: settings.maxTokens }),
    ...(settings.sort === null ? {} : { provider: { sort: settings.sort } }),
    ...(settings.tools === null ? {} : { tools: settings.tools }),
  };
}

function message(turn: Turn): unknown[] {
  if (turn.role === "user") {
    if (turn.images.length === 0) return [{ role: "user", content: turn.text }];
    const images = turn.images.map((url) => ({ type: "image_url", image_url: { url } }));
    return [{ role: "user", content: [{ type: "text", text: turn.text }, ...images] }];
  }
  if (turn.state === "failed" || turn.state === "waiting" || turn.text === "") return [];
  return [{ role: "assistant", content: turn.text }];
}

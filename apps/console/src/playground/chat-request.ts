import type { Settings } from "./settings.ts";
import type { Turn } from "./turns.ts";

/** The body of a chat completion as the API takes it; also what "copy as code" shows. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly unknown[];
  readonly [parameter: string]: unknown;
}

/** What a person set, and what follows from the model that is asked. */
export type Wishes = Settings & { readonly wantsPictures?: boolean };

/** Builds a request from a conversation. What is not set is left to the model, and turns that failed are not sent. */
export function chatRequest(model: string, turns: readonly Turn[], settings: Wishes): ChatRequest {
  const system = settings.system.trim() === "" ? [] : [{ role: "system", content: settings.system }];
  return {
    model,
    messages: [...system, ...turns.flatMap(message)],
    ...(settings.temperature === null ? {} : { temperature: settings.temperature }),
    ...(settings.topP === null ? {} : { top_p: settings.topP }),
    ...(settings.maxTokens === null ? {} : { max_tokens: settings.maxTokens }),
    ...(settings.sort === null ? {} : { provider: { sort: settings.sort } }),
    ...(settings.tools === null ? {} : { tools: settings.tools }),
    ...(settings.wantsPictures === true ? { modalities: ["image", "text"] } : {}),
  };
}

function message(turn: Turn): unknown[] {
  if (turn.role === "user") {
    if (turn.images.length === 0) return [{ role: "user", content: turn.text }];
    const images = turn.images.map((url) => ({ type: "image_url", image_url: { url } }));
    return [{ role: "user", content: [{ type: "text", text: turn.text }, ...images] }];
  }
  if (turn.state === "failed" || turn.state === "waiting") return [];
  if (turn.pictures.length === 0) return turn.text === "" ? [] : [{ role: "assistant", content: turn.text }];
  // A model that made a picture can go on from it.
  const images = turn.pictures.map((url) => ({ type: "image_url", image_url: { url } }));
  return [{ role: "assistant", content: turn.text, images }];
}

import type { ReasoningWish } from "../conversation/conversation.ts";
import { reasoningEffort } from "../conversation/reasoning-budget.ts";
import type { JsonObject } from "../json-fields.ts";
import {
  isStrangerAsked,
  knownEffort,
  type OpenAiModel,
  openAiModel,
  refusedDemands,
  refusedWishes,
  STRANGERS,
} from "../openai-model.ts";
import { readReasoning } from "./read-conversation.ts";

/** Members of a chat completion that are not passed as they stand. */
export interface FittedMembers {
  /** JSON by name; `null` takes one out. */
  readonly replaced: ReadonlyMap<string, string | null>;
  readonly leftOut: readonly string[];
}

const AS_IT_IS: FittedMembers = { replaced: new Map(), leftOut: [] };

/**
 * What must be otherwise in a chat completion for one of OpenAI's own models, which refuse parameters that others take: everybody's API is spoken to
 * them by callers who know neither. For other models nothing.
 * @param name the model's at the endpoint.
 */
export function fitMembers(name: string, body: JsonObject): FittedMembers {
  const model = openAiModel(name);
  if (model === null) return AS_IT_IS;
  const wish = readReasoning(body);
  const refused = refusedWishes(model, body, wish);
  const strangers = STRANGERS.filter((one) => body[one] !== undefined);
  const replaced = new Map<string, string | null>([...refused, ...strangers].map((one) => [one, null]));
  const lost: string[] = [...refused, ...strangers.filter((one) => isStrangerAsked(one, body[one]))];
  const lostThinking = sayThinking({ model, wish, body }, replaced);
  return replaced.size === 0 ? AS_IT_IS : { replaced, leftOut: lostThinking === null ? lost : [...lost, lostThinking] };
}

interface Thinking {
  readonly model: OpenAiModel;
  readonly wish: ReasoningWish | null;
  readonly body: JsonObject;
}

/** OpenRouter's words for thinking, which OpenAI has another for, and efforts that this model has not. @returns what of it is lost. */
function sayThinking({ model, wish, body }: Thinking, replaced: Map<string, string | null>): string | null {
  for (const member of ["reasoning", "include_reasoning"]) if (body[member] !== undefined) replaced.set(member, null);
  const effort = wish && (wish.effort !== null || wish.budgetTokens !== null) ? reasoningEffort(wish) : null;
  if (!model.thinks) {
    if (body.reasoning_effort !== undefined) replaced.set("reasoning_effort", null);
    return effort === null || effort === "none" ? null : "reasoning";
  }
  if (effort === null) return null;
  const known = knownEffort(model, effort);
  if (known !== body.reasoning_effort) replaced.set("reasoning_effort", JSON.stringify(known));
  return effort === "none" && known !== "none" ? "reasoning_effort" : null;
}

/** What a chat completion asks for that one of OpenAI's own models cannot do; for other models nobody here knows. */
export function unfitDemands(name: string, body: JsonObject): string[] {
  const model = openAiModel(name);
  if (model === null || !model.thinks) return [];
  const stop = typeof body.stop === "string" || (Array.isArray(body.stop) && body.stop.length > 0);
  return refusedDemands(model, { stop, logprobs: body.logprobs === true }, readReasoning(body));
}

import { isEffort } from "./conversation/reasoning-budget.ts";
import type { InferenceRequest } from "./inference-request.ts";
import { objectIn, textsIn } from "./json-fields.ts";
import { openAiModel, refusedWishes } from "./openai-model.ts";
import { spliceBody } from "./splice-body.ts";
import type { UpstreamNeeds } from "./upstream-needs.ts";

/**
 * The body for an endpoint that speaks the caller's own dialect, other than chat completions: the caller's bytes, with the model's name,
 * the output ceiling and what is ours replaced or taken out. All else passes, known here or not.
 */
export function passBody(request: InferenceRequest, needs: UpstreamNeeds): Buffer {
  return spliceBody(request, replacements(request, needs));
}
/** JSON of the members that must be so; `null` takes one out. */
function replacements(request: InferenceRequest, needs: UpstreamNeeds): Map<string, string | null> {
  const { body, surface } = request;
  const { maxOutputTokens: ceiling } = needs;
  const limit = (asked: unknown) => JSON.stringify(typeof asked === "number" ? Math.min(asked, ceiling) : ceiling);
  switch (surface) {
    case "anthropic-messages":
      return new Map([
        ["model", JSON.stringify(needs.model)],
        ["max_tokens", limit(body.max_tokens)],
      ]);
    case "openai-responses":
      // What a vendor stores under our credential would be open to every other caller who knows its id.
      return new Map([
        ["model", JSON.stringify(needs.model)],
        ["max_output_tokens", limit(body.max_output_tokens)],
        ["store", "false"],
        ...sealedThinking(body),
        ...refusedMembers(request, needs.model),
        ...(request.toolsChanged === true ? [["tools", JSON.stringify(body.tools)] as const] : []),
      ]);
    default: {
      const name = body.generation_config === undefined ? "generationConfig" : "generation_config";
      const given = objectIn(body[name]);
      const asked = typeof given.maxOutputTokens === "number" ? Math.min(given.maxOutputTokens, ceiling) : ceiling;
      return new Map([
        ["model", null],
        ["stream", null],
        [name, JSON.stringify({ ...given, maxOutputTokens: asked })],
      ]);
    }
  }
}

/** Members that a model of OpenAI's refuses. */
export function refusedMembers({ body }: Pick<InferenceRequest, "body">, name: string): (readonly [string, null])[] {
  const model = openAiModel(name);
  if (model === null) return [];
  const { temperature, top_p } = body;
  const { effort } = objectIn(body.reasoning);
  const wish = isEffort(effort) ? { effort, budgetTokens: null, shown: false } : null;
  return refusedWishes(model, { temperature, top_p }, wish).map((refused) => [refused, null]);
}

const SEALED = "reasoning.encrypted_content";

/** A response that is kept here is carried on with its thinking, which a vendor that stores nothing hands out sealed. */
function sealedThinking({ store, reasoning, include }: InferenceRequest["body"]): (readonly [string, string])[] {
  const { effort } = objectIn(reasoning);
  if (store !== true || typeof effort !== "string" || effort === "none") return [];
  return [["include", JSON.stringify([...new Set([...textsIn(include), SEALED])])]];
}

import type { ModelRecord } from "@tollgate/marketplace/snapshot/records";
import { Refusal } from "./refusal.ts";

/**
 * The models that fit the filters of a listing, by OpenRouter's names: `q`, `model_authors`, `context`, `supported_parameters`, `input_modalities`,
 * `output_modalities` (lists with commas: all of them). Filters of other names narrow nothing.
 * @throws Refusal for a filter that would silently narrow nothing although clients know it.
 */
export function selectModels(models: readonly ModelRecord[], asked: URLSearchParams): ModelRecord[] {
  if (asked.has("category"))
    throw new Refusal("invalid_request", { details: { message: NO_CATEGORIES, param: "category" } });
  const words = (asked.get("q") ?? "").trim().toLowerCase();
  const authors = listOf(asked, "model_authors");
  const leastContext = Number(asked.get("context") ?? 0) || 0;
  const parameters = listOf(asked, "supported_parameters");
  const inputs = listOf(asked, "input_modalities");
  const outputs = listOf(asked, "output_modalities");
  return models.filter(
    (model) =>
      (words === "" || `${model.id} ${model.name}`.toLowerCase().includes(words)) &&
      (authors.length === 0 || authors.includes(model.author)) &&
      model.contextLength >= leastContext &&
      parameters.every((name) => model.endpoints.some((endpoint) => endpoint.parameters.includes(name))) &&
      inputs.every((kind) => model.inputModalities.includes(kind)) &&
      outputs.every((kind) => model.outputModalities.includes(kind)),
  );
}

const NO_CATEGORIES =
  "Models have no categories here; narrow by supported_parameters, input_modalities, output_modalities, context, model_authors or q.";

/** `all` asks for everything and so narrows nothing. */
function listOf(asked: URLSearchParams, name: string): string[] {
  return (asked.get(name) ?? "").split(",").filter((one) => one !== "" && one !== "all");
}

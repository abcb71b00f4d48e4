import type { CatalogueEntry } from "./catalogue-entry.ts";

const MODALITY_WORDS: Readonly<Record<string, string>> = {
  text: "text",
  image: "images",
  audio: "audio",
  video: "video",
  file: "files",
};

const FEATURE_WORDS: Readonly<Record<string, string>> = {
  reasoning: "can reason before it answers",
  structured_output: "follows a JSON schema",
  tools: "calls tools",
};

/** One sentence made of facts, so that it claims nothing that is not in the catalogue. */
export function describeModel(
  model: Pick<CatalogueEntry, "name" | "contextLength" | "inputModalities" | "features">,
  authorName: string,
): string {
  const reads = listed(model.inputModalities.map((modality) => MODALITY_WORDS[modality] ?? modality));
  const abilities = model.features.flatMap((feature) => FEATURE_WORDS[feature] ?? []);
  const context = model.contextLength.toLocaleString("en-US");
  const sentence = `${model.name} by ${authorName} reads ${reads} in a context of ${context} tokens`;
  return abilities.length === 0
    ? `${sentence} and answers in text.`
    : `${sentence}, ${listed([...abilities.sort(), "answers in text"])}.`;
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

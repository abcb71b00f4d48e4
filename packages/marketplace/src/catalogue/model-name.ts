/** Words of slugs that are not simply capitalised. */
const SPELLINGS: Readonly<Record<string, string>> = {
  chatgpt: "ChatGPT",
  codestral: "Codestral",
  deepseek: "DeepSeek",
  ernie: "ERNIE",
  glm: "GLM",
  gpt: "GPT",
  lfm: "LFM",
  minimax: "MiniMax",
  oss: "oss",
  qwq: "QwQ",
  vl: "VL",
  wizardlm: "WizardLM",
};

/**
 * The name of a model: the published one, or one spelt from its slug (`claude-opus-4.5` → `Claude Opus 4.5`).
 * DeepSeek's published names leave out the family; it is put back.
 */
export function modelName(slug: string, published: string | undefined): string {
  const name = published?.trim() || spellSlug(slug);
  return slug.startsWith("deepseek") && !name.startsWith("DeepSeek") ? `DeepSeek ${name}` : name;
}

function spellSlug(slug: string): string {
  const words = slug.split("-").map(spellWord).join(" ");
  return words.replace(/^(GPT) (?=[\d])/, "$1-").replace(/^(ChatGPT) (?=[\d])/, "$1-");
}

function spellWord(word: string): string {
  const known = SPELLINGS[word];
  if (known !== undefined) return known;
  // Sizes and versions: 70b, a22b, 8x22b, v3, r1, m2, but also 4o and o3, which stay as their author writes them.
  if (/^(?:a?\d+(?:\.\d+)?(?:x\d+)?[bkm]|[vrm]\d[\d.]*)$/.test(word)) return word.toUpperCase();
  if (/^(?:\d|o\d)/.test(word)) return word;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

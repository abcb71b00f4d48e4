/** Authors whose models the catalogue takes, with the name people know them by. The rest is left out: too little is known of it. */
const AUTHORS: Readonly<Record<string, string>> = {
  ai21: "AI21 Labs",
  allenai: "Ai2",
  amazon: "Amazon",
  anthropic: "Anthropic",
  "arcee-ai": "Arcee AI",
  baidu: "Baidu",
  "black-forest-labs": "Black Forest Labs",
  "bytedance-seed": "ByteDance Seed",
  cohere: "Cohere",
  deepseek: "DeepSeek",
  essentialai: "Essential AI",
  google: "Google",
  "ibm-granite": "IBM",
  inception: "Inception",
  "meta-llama": "Meta",
  microsoft: "Microsoft",
  minimax: "MiniMax",
  mistralai: "Mistral AI",
  moonshotai: "Moonshot AI",
  nousresearch: "Nous Research",
  nvidia: "NVIDIA",
  openai: "OpenAI",
  qwen: "Qwen",
  rekaai: "Reka",
  stepfun: "StepFun",
  tencent: "Tencent",
  upstage: "Upstage",
  writer: "Writer",
  "x-ai": "xAI",
  xiaomi: "Xiaomi",
  "z-ai": "Z.ai",
};

/** The author's name, or `null` when the catalogue does not take their models. */
export function authorName(author: string): string | null {
  return AUTHORS[author] ?? null;
}

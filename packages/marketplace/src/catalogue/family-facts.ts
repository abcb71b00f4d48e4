/** What all models of a family take and can do; fills in where the registry is silent about a single model. */
export interface FamilyFacts {
  readonly image: boolean;
  readonly tools: boolean;
  readonly structuredOutput: boolean;
  readonly reasoning: boolean;
}

type Trait = keyof FamilyFacts;

/** Families by id, with what their authors document for the whole family. The first match counts. */
const FAMILIES: readonly (readonly [RegExp, readonly Trait[]])[] = [
  [/^openai\/(?:gpt-3\.5-turbo-instruct|gpt-4-32k|o1-mini)/, []],
  [/^openai\/gpt-oss/, ["tools", "structuredOutput", "reasoning"]],
  [/^openai\/(?:gpt-3\.5|gpt-4$|gpt-4-1106)/, ["tools"]],
  [/^openai\/gpt-4-turbo/, ["image", "tools"]],
  [/^openai\/(?:gpt-4o|gpt-4\.1|chatgpt|gpt-chat|gpt-5-chat|gpt-4\.5)/, ["image", "tools", "structuredOutput"]],
  [/^openai\/(?:o3-mini)/, ["tools", "structuredOutput", "reasoning"]],
  [/^openai\/(?:gpt-[5-9]|o\d|codex)/, ["image", "tools", "structuredOutput", "reasoning"]],
  [/^anthropic\/claude-2/, []],
  [/^anthropic\/claude-3(?:-|\.5)/, ["image", "tools"]],
  [/^anthropic\/claude-(?:3\.7|sonnet-4$|opus-4$)/, ["image", "tools", "reasoning"]],
  [/^anthropic\/claude-/, ["image", "tools", "structuredOutput", "reasoning"]],
  [/^google\/gemini-(?:pro|flash|2\.0)/, ["image", "tools", "structuredOutput"]],
  [/^google\/gemini-/, ["image", "tools", "structuredOutput", "reasoning"]],
  [/^google\/gemma-4/, ["image", "tools", "reasoning"]],
  [/^google\/gemma-3-(?:4|12|27)b/, ["image"]],
  [/^meta-llama\/llama-4/, ["image", "tools"]],
  [/^meta-llama\/llama-3\.2-(?:11|90)b/, ["image"]],
  [/^meta-llama\/llama-3\.[13]-(?:.*instruct)/, ["tools"]],
  [
    /^mistralai\/(?:mistral-(?:large-25|medium-3|small-(?:3\.[12]|26))|pixtral|ministral.*-2512)/,
    ["image", "tools", "structuredOutput"],
  ],
  [/^mistralai\/(?:mistral|ministral|codestral|devstral|mixtral-8x22b)/, ["tools", "structuredOutput"]],
  [/^deepseek\/deepseek-(?:v3\.[12]|v4|chat-v3\.1)/, ["tools", "structuredOutput", "reasoning"]],
  [/^deepseek\/deepseek-(?:chat|v3)/, ["tools", "structuredOutput"]],
  [/^deepseek\/deepseek-r1/, ["reasoning"]],
  [/^qwen\/(?:qwq|qwen3-.*thinking|qwen3-max-thinking)/, ["tools", "reasoning"]],
  [/^qwen\/(?:qwen3\.[5-9]-)/, ["image", "tools", "structuredOutput", "reasoning"]],
  [/^qwen\/qwen.*vl/, ["image", "tools"]],
  [/^qwen\/qwen3-(?:coder|max|next|.*2507)/, ["tools", "structuredOutput"]],
  [/^qwen\/qwen3/, ["tools", "reasoning"]],
  [/^qwen\/qwen-(?:plus|max|turbo|2\.5)/, ["tools"]],
  [/^x-ai\/grok-[4-9]/, ["image", "tools", "structuredOutput", "reasoning"]],
  [/^x-ai\/grok-(?:build|code)/, ["tools", "reasoning"]],
  [/^x-ai\/grok/, ["tools"]],
  [/^moonshotai\/kimi-(?:k2\.[5-9]|k[3-9])/, ["image", "tools", "structuredOutput", "reasoning"]],
  [/^moonshotai\/kimi-k2-thinking/, ["tools", "reasoning"]],
  [/^moonshotai\/kimi/, ["tools"]],
  [/^z-ai\/glm-\d\.\dv/, ["image", "tools", "reasoning"]],
  [/^z-ai\/glm/, ["tools", "reasoning"]],
  [/^minimax\/minimax-01/, ["image"]],
  [/^minimax\/minimax-m\d/, ["tools", "reasoning"]],
  [/^amazon\/nova-micro/, ["tools"]],
  [/^amazon\/nova-2/, ["image", "tools", "reasoning"]],
  [/^amazon\/nova/, ["image", "tools"]],
  [/^cohere\/command-/, ["tools", "structuredOutput"]],
  [/^bytedance-seed\/seed/, ["image", "tools", "reasoning"]],
  [/^nvidia\/nemotron/, ["tools", "reasoning"]],
  [/^nousresearch\/hermes-4/, ["tools", "reasoning"]],
  [/^(?:stepfun|xiaomi|arcee-ai\/trinity|upstage|tencent)/, ["tools", "reasoning"]],
  [/(?:-vl|-vision|multimodal)/, ["image"]],
];

export function familyFacts(id: string): FamilyFacts {
  const traits = FAMILIES.find(([pattern]) => pattern.test(id))?.[1] ?? [];
  return {
    image: traits.includes("image"),
    tools: traits.includes("tools"),
    structuredOutput: traits.includes("structuredOutput"),
    reasoning: traits.includes("reasoning"),
  };
}

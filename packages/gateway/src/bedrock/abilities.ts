import { isClaudeOnBedrock, keepsToSchemas } from "../anthropic/claude-model.ts";

/**
 * Models beside Claude whose answers Converse holds to a schema.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html
 */
const STRUCTURED =
  /qwen\.qwen3|openai\.gpt-oss|deepseek\.v3|google\.gemma-3|minimax\.minimax-m2|mistral\.(?:ministral|magistral|mistral-large-3|voxtral)|moonshot(?:ai)?\.kimi-k2|nvidia\.nemotron/;

/** Whether Converse holds a model to a schema, for its answer and for its tools. */
export function structuresOnBedrock(model: string): boolean {
  return model.includes("anthropic.claude") ? keepsToSchemas(model) : STRUCTURED.test(model);
}

/** Whether a model has a word for top_k beside those of Converse. */
export function takesTopKOnBedrock(model: string): boolean {
  return topKField(model, 1) !== null;
}

/** What Converse passes to the model itself; each vendor has another name for it. Source: Amazon Nova user guide, Converse; Anthropic's messages API. */
export function topKField(model: string, topK: number): Record<string, unknown> | null {
  if (isClaudeOnBedrock(model)) return { top_k: topK };
  return model.includes("amazon.nova") ? { inferenceConfig: { topK } } : null;
}

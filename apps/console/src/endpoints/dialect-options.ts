/** The APIs an endpoint may speak, as a provider knows them. The first is the usual one. */
export const DIALECT_OPTIONS = [
  { value: "openai-chat", label: "OpenAI chat completions (also vLLM, SGLang, llama.cpp)" },
  { value: "openai-chat+inline-media", label: "OpenAI chat completions that fetch no pictures (Ollama’s /v1)" },
  { value: "openai-chat+cancel", label: "OpenAI chat completions, stops when the caller leaves" },
  { value: "openai-chat+azure", label: "Azure OpenAI" },
  { value: "openai-responses", label: "OpenAI responses" },
  { value: "anthropic-messages", label: "Anthropic messages" },
  { value: "gemini-generate", label: "Gemini" },
  { value: "gemini-generate+service-account", label: "Gemini on Vertex AI, with a service account" },
  { value: "gemini-generate+vertex", label: "Gemini on Vertex AI, with an access token" },
  { value: "bedrock-converse", label: "Amazon Bedrock Converse, with an API key" },
  { value: "bedrock-converse+sigv4", label: "Amazon Bedrock Converse, with AWS access keys" },
  { value: "cohere-chat", label: "Cohere chat, version 2" },
  { value: "ollama-chat", label: "Ollama’s own /api/chat" },
] as const;

/** Those, and the one an endpoint has when it is none of them. */
export function dialectOptions(current: string): { value: string; label: string }[] {
  const known = DIALECT_OPTIONS.some(({ value }) => value === current);
  return known ? [...DIALECT_OPTIONS] : [{ value: current, label: current }, ...DIALECT_OPTIONS];
}

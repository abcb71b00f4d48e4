import type { CodeSample } from "@tollgate/ui/code-block";

/** Calling a model by way of this marketplace, at the address it is served from. */
export function codeSamples(apiUrl: string, model = "openai/gpt-4o-mini"): CodeSample[] {
  const baseUrl = `${apiUrl}/v1`;
  return [
    {
      label: "TypeScript",
      code: `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${baseUrl}", // the only line that changes
  apiKey: process.env.TOLLGATE_API_KEY,
});

const stream = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Why do bridges hum?" }],
  stream: true,
});`,
    },
    {
      label: "Python",
      code: `import os
from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",  # the only line that changes
    api_key=os.environ["TOLLGATE_API_KEY"],
)

stream = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Why do bridges hum?"}],
    stream=True,
)`,
    },
    {
      label: "curl",
      code: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $TOLLGATE_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "${model}",
    "messages": [{"role": "user", "content": "Why do bridges hum?"}],
    "stream": true
  }'`,
    },
  ];
}

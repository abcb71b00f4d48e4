import type { CodeSample } from "@tollgate/ui/code-block";

export type KeySampleInput = { apiUrl: string; model: string; secret: string };

/** A first call with a key that was just made: each sample works when pasted as it is. */
export function keySamples({ apiUrl, model, secret }: KeySampleInput): CodeSample[] {
  const baseUrl = `${apiUrl}/v1`;
  return [
    {
      label: "curl",
      code: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer ${secret}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "${model}",
    "messages": [{"role": "user", "content": "Why do bridges hum?"}]
  }'`,
    },
    {
      label: "TypeScript",
      code: `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: "${secret}",
});

const answer = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Why do bridges hum?" }],
});
console.log(answer.choices[0].message.content);`,
    },
    {
      label: "Python",
      code: `from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key="${secret}",
)

answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Why do bridges hum?"}],
)
print(answer.choices[0].message.content)`,
    },
  ];
}

import type { CodeSample } from "@tollgate/ui/code-block";

export type KeySampleInput = {
  apiUrl: string;
  model: string;
  /** A key that was just made, so that each sample works when pasted as it is; `null` reads it from the environment. */
  secret: string | null;
};

/** A first call. */
export function keySamples({ apiUrl, model, secret }: KeySampleInput): CodeSample[] {
  const baseUrl = `${apiUrl}/v1`;
  return [
    {
      label: "curl",
      code: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer ${secret ?? "$TOLLGATE_API_KEY"}" \\
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
  apiKey: ${secret ? `"${secret}"` : "process.env.TOLLGATE_API_KEY"},
});

const answer = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Why do bridges hum?" }],
});
console.log(answer.choices[0].message.content);`,
    },
    {
      label: "Python",
      code: `${secret ? "" : "import os\n"}from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key=${secret ? `"${secret}"` : 'os.environ["TOLLGATE_API_KEY"]'},
)

answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Why do bridges hum?"}],
)
print(answer.choices[0].message.content)`,
    },
  ];
}

import type { CodeSample } from "@tollgate/ui/code-block";
import type { Outputs } from "../trpc/outputs.ts";
import { codeSamples } from "./code-samples.ts";

type Kind = Outputs["models"]["get"]["kind"];

/** What is written after the client is made, in each language, and the same as a request of its own. */
interface Snippet {
  readonly typescript: string;
  readonly python: string;
  readonly curl: string;
}

const SNIPPETS: Partial<Record<Kind, (model: string) => Snippet>> = {
  embedding: (model) => ({
    typescript: `const { data } = await client.embeddings.create({
  model: "${model}",
  input: ["Why do bridges hum?", "Wind makes their cables swing."],
});`,
    python: `reply = client.embeddings.create(
    model="${model}",
    input=["Why do bridges hum?", "Wind makes their cables swing."],
)`,
    curl: json(
      "embeddings",
      `{
    "model": "${model}",
    "input": ["Why do bridges hum?", "Wind makes their cables swing."]
  }`,
    ),
  }),
};

function json(path: string, body: string): string {
  return `/${path} \\
  -H "Authorization: Bearer $TOLLGATE_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${body}'`;
}

/** Asking a model for what it is made for. */
export function modelSamples(apiUrl: string, model: { readonly id: string; readonly kind: Kind }): CodeSample[] {
  const snippet = SNIPPETS[model.kind]?.(model.id);
  if (snippet === undefined) return codeSamples(apiUrl, model.id);
  const baseUrl = `${apiUrl}/v1`;
  return [
    {
      label: "TypeScript",
      code: `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: process.env.TOLLGATE_API_KEY,
});

${snippet.typescript}`,
    },
    {
      label: "Python",
      code: `import os
from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key=os.environ["TOLLGATE_API_KEY"],
)

${snippet.python}`,
    },
    { label: "curl", code: `curl ${baseUrl}${snippet.curl}` },
  ];
}

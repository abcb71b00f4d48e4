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
  rerank: (model) => {
    const body = `{
  "model": "${model}",
  "query": "Why do bridges hum?",
  "documents": ["Wind makes their cables swing.", "Bread needs an hour to rise."]
}`;
    return {
      typescript: `const reply = await client.post("/rerank", {\n  body: ${indented(body, 2)},\n});`,
      python: `reply = client.post("/rerank", cast_to=object, body=${body})`,
      curl: json("rerank", indented(body, 2)),
    };
  },
  moderation: (model) => ({
    typescript: `const { results } = await client.moderations.create({
  model: "${model}",
  input: "Why do bridges hum?",
});`,
    python: `reply = client.moderations.create(
    model="${model}",
    input="Why do bridges hum?",
)`,
    curl: json("moderations", `{"model": "${model}", "input": "Why do bridges hum?"}`),
  }),
  image: (model) => ({
    typescript: `const { data } = await client.images.generate({
  model: "${model}",
  prompt: "A bridge that hums in the wind",
});`,
    python: `reply = client.images.generate(
    model="${model}",
    prompt="A bridge that hums in the wind",
)`,
    curl: json("images/generations", `{"model": "${model}", "prompt": "A bridge that hums in the wind"}`),
  }),
  speech: (model) => ({
    typescript: `const speech = await client.audio.speech.create({
  model: "${model}",
  voice: "alloy",
  input: "Bridges hum because of the wind.",
});
const sound = Buffer.from(await speech.arrayBuffer());`,
    python: `speech = client.audio.speech.create(
    model="${model}",
    voice="alloy",
    input="Bridges hum because of the wind.",
)
speech.write_to_file("speech.mp3")`,
    curl: `${json("audio/speech", `{"model": "${model}", "voice": "alloy", "input": "Bridges hum because of the wind."}`)} \\
  --output speech.mp3`,
  }),
  transcription: (model) => ({
    typescript: `import { createReadStream } from "node:fs";

const { text } = await client.audio.transcriptions.create({
  model: "${model}",
  file: createReadStream("speech.mp3"),
});`,
    python: `with open("speech.mp3", "rb") as file:
    reply = client.audio.transcriptions.create(model="${model}", file=file)
print(reply.text)`,
    curl: `/audio/transcriptions \\
  -H "Authorization: Bearer $TOLLGATE_API_KEY" \\
  -F model="${model}" \\
  -F file=@speech.mp3`,
  }),
};

function indented(text: string, spaces: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(spaces)}`);
}

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

import type { CodeSample } from "@tollgate/ui/code-block";

export interface SdkRecipe {
  readonly name: string;
  readonly note: string;
  readonly samples: readonly CodeSample[];
}

/** How the clients people already use are pointed here: an address and a key. */
export function sdkRecipes(apiUrl: string, model: string): SdkRecipe[] {
  const baseUrl = `${apiUrl}/v1`;
  return [
    {
      name: "OpenAI",
      note: "The official packages as they are; only the base URL and the key differ.",
      samples: [
        {
          label: "TypeScript",
          code: `import OpenAI from "openai";

const client = new OpenAI({ baseURL: "${baseUrl}", apiKey: process.env.TOLLGATE_API_KEY });

const stream = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Why do bridges hum?" }],
  stream: true,
});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? "");`,
        },
        {
          label: "Python",
          code: `import os
from openai import OpenAI

client = OpenAI(base_url="${baseUrl}", api_key=os.environ["TOLLGATE_API_KEY"])

stream = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Why do bridges hum?"}],
    stream=True,
)
for chunk in stream:
    print(chunk.choices[0].delta.content or "", end="")`,
        },
      ],
    },
    {
      name: "Anthropic",
      note: "The official package; every model answers it, whoever serves the model.",
      samples: [
        {
          label: "TypeScript",
          code: `import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ baseURL: "${apiUrl}", apiKey: process.env.TOLLGATE_API_KEY });

const message = await client.messages.create({
  model: "${model}",
  max_tokens: 500,
  messages: [{ role: "user", content: "Why do bridges hum?" }],
});
console.log(message.content);`,
        },
      ],
    },
    {
      name: "Google Gen AI",
      note: "The official package; models are named as everywhere here.",
      samples: [
        {
          label: "TypeScript",
          code: `import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.TOLLGATE_API_KEY,
  httpOptions: { baseUrl: "${apiUrl}" },
});

const answer = await client.models.generateContent({ model: "${model}", contents: "Why do bridges hum?" });
console.log(answer.text);`,
        },
      ],
    },
    {
      name: "Vercel AI SDK",
      note: "With its OpenAI-compatible provider; its OpenAI, Anthropic and Google providers work the same way with a base URL and key.",
      samples: [
        {
          label: "TypeScript",
          code: `import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";

const tollgate = createOpenAICompatible({
  name: "tollgate",
  baseURL: "${baseUrl}",
  apiKey: process.env.TOLLGATE_API_KEY,
});

const { textStream } = streamText({ model: tollgate("${model}"), prompt: "Why do bridges hum?" });
for await (const text of textStream) process.stdout.write(text);`,
        },
      ],
    },
    {
      name: "LangChain",
      note: "Its OpenAI chat model takes another base URL.",
      samples: [
        {
          label: "TypeScript",
          code: `import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI({
  model: "${model}",
  apiKey: process.env.TOLLGATE_API_KEY,
  configuration: { baseURL: "${baseUrl}" },
});
console.log((await model.invoke("Why do bridges hum?")).content);`,
        },
        {
          label: "Python",
          code: `import os
from langchain_openai import ChatOpenAI

model = ChatOpenAI(
    model="${model}",
    api_key=os.environ["TOLLGATE_API_KEY"],
    base_url="${baseUrl}",
)
print(model.invoke("Why do bridges hum?").content)`,
        },
      ],
    },
    {
      name: "curl",
      note: "Nothing but HTTP and JSON.",
      samples: [
        {
          label: "curl",
          code: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $TOLLGATE_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Why do bridges hum?"}]}'`,
        },
      ],
    },
  ];
}

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
      note: "With its OpenAI-compatible provider, or OpenRouter’s, which also tells cost and provider of each call; its OpenAI, Anthropic and Google providers work the same way with a base URL and key.",
      samples: [
        {
          label: "OpenAI-compatible",
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
        {
          label: "OpenRouter",
          code: `import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { generateText } from "ai";

const tollgate = createOpenRouter({ baseURL: "${apiUrl}/api/v1", apiKey: process.env.TOLLGATE_API_KEY });

const { text, providerMetadata } = await generateText({
  model: tollgate("${model}"),
  prompt: "Why do bridges hum?",
});
console.log(text, providerMetadata.openrouter.usage.cost);`,
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
      name: "OpenAI Agents",
      note: "Agents with tools, through responses or chat completions. Its traces go to OpenAI, so they are turned off.",
      samples: [
        {
          label: "TypeScript",
          code: `import { Agent, OpenAIResponsesModel, run, setTracingDisabled } from "@openai/agents";
import OpenAI from "openai";

setTracingDisabled(true);
const client = new OpenAI({ baseURL: "${baseUrl}", apiKey: process.env.TOLLGATE_API_KEY });

const agent = new Agent({
  name: "Engineer",
  instructions: "Answer in one sentence.",
  model: new OpenAIResponsesModel(client, "${model}"),
});
console.log((await run(agent, "Why do bridges hum?")).finalOutput);`,
        },
      ],
    },
    {
      name: "OpenRouter",
      note: "OpenRouter’s own package with another server: chats, responses, models, keys and activity.",
      samples: [
        {
          label: "TypeScript",
          code: `import { OpenRouter } from "@openrouter/sdk";

const tollgate = new OpenRouter({ serverURL: "${apiUrl}/api/v1", apiKey: process.env.TOLLGATE_API_KEY });

const answer = await tollgate.chat.send({
  chatRequest: {
    model: "${model}",
    messages: [{ role: "user", content: "Why do bridges hum?" }],
    stream: false,
  },
});
console.log(answer.choices[0].message.content, answer.usage.cost);`,
        },
      ],
    },
    {
      name: "Codex",
      note: "OpenAI’s command line, with this in ~/.codex/config.toml. A web search it offers is left out, since no endpoint has a price for it; the answer’s x-tollgate-left-out says so.",
      samples: [
        {
          label: "config.toml",
          code: `model = "${model}"
model_provider = "tollgate"

[model_providers.tollgate]
name = "Tollgate"
base_url = "${baseUrl}"
env_key = "TOLLGATE_API_KEY"
wire_api = "responses"`,
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

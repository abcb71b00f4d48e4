import type { CodeSample } from "@tollgate/ui/code-block";
import type { ChatRequest } from "./chat-request.ts";

/** Names the API has beyond the official SDK's: its Python client takes them as `extra_body`. */
const EXTENSIONS = ["provider"];
/** Images are shown by their beginning: megabytes of base64 are nothing to read. */
const LONGEST_URL = 60;

/** The request that was just tried, as code that makes it. */
export function requestSamples(apiUrl: string, request: ChatRequest): CodeSample[] {
  const baseUrl = `${apiUrl}/v1`;
  const shown = shorten(request);
  const json = JSON.stringify(shown, null, 2);
  return [
    {
      label: "TypeScript",
      code: `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: process.env.TOLLGATE_API_KEY,
});

const answer = await client.chat.completions.create(${json});
console.log(answer.choices[0].message.content);`,
    },
    { label: "Python", code: python(baseUrl, shown) },
    {
      label: "curl",
      code: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $TOLLGATE_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${json.replaceAll("'", "'\\''")}'`,
    },
  ];
}

function python(baseUrl: string, request: Record<string, unknown>): string {
  const lines = Object.entries(request).map(([name, value]) =>
    EXTENSIONS.includes(name)
      ? `    extra_body={"${name}": ${pythonValue(value)}},`
      : `    ${name}=${pythonValue(value)},`,
  );
  return `import os
from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key=os.environ["TOLLGATE_API_KEY"],
)

answer = client.chat.completions.create(
${lines.join("\n")}
)
print(answer.choices[0].message.content)`;
}

/** JSON is Python but for three words, which strings may hold too. */
function pythonValue(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}: ${pythonValue(one)}`)
    .join(", ")}}`;
}

function shorten(request: ChatRequest): Record<string, unknown> {
  const text = JSON.stringify(request, (name, value: unknown) =>
    name === "url" && typeof value === "string" && value.length > LONGEST_URL
      ? `${value.slice(0, LONGEST_URL)}…`
      : value,
  );
  return JSON.parse(text);
}

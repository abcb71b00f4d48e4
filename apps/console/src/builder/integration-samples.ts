import type { CodeSample } from "@tollgate/ui/code-block";

/** Whose key a sample takes: a customer's, who then pays, or one of test mode. */
export type SampleMode = "live" | "test";

const KEYS = {
  live: {
    note: "The key this customer gave your app when they connected it.",
    typescript: "customer.tollgateKey",
    python: "customer.tollgate_key",
    shell: "$CUSTOMER_KEY",
  },
  test: {
    note: "A test key of your app: nothing is charged.",
    typescript: "process.env.TOLLGATE_TEST_KEY",
    python: 'os.environ["TOLLGATE_TEST_KEY"]',
    shell: "$TOLLGATE_TEST_KEY",
  },
} as const;

/** Calling a model with a customer's key, or as one would. */
export function customerCallSamples(apiUrl: string, model: string, mode: SampleMode = "live"): CodeSample[] {
  const baseUrl = `${apiUrl}/v1`;
  const key = KEYS[mode];
  return [
    {
      label: "TypeScript",
      code: `import OpenAI from "openai";

// ${key.note}
const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: ${key.typescript},
});

const answer = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Name three quiet islands." }],
});
console.log(answer.choices[0].message.content);`,
    },
    {
      label: "Python",
      code: `${mode === "test" ? "import os\n\n" : ""}from openai import OpenAI

# ${key.note}
client = OpenAI(base_url="${baseUrl}", api_key=${key.python})

answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Name three quiet islands."}],
)
print(answer.choices[0].message.content)`,
    },
    {
      label: "curl",
      code: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer ${key.shell}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "${model}",
    "messages": [{"role": "user", "content": "Name three quiet islands."}]
  }'`,
    },
  ];
}

/** The button that sends a customer to the consent page. */
export function connectLinkSample(connectUrl: string): CodeSample[] {
  return [
    {
      label: "HTML",
      code: `<a href="${connectUrl}">
  Connect Tollgate
</a>`,
    },
  ];
}

/** What an app has to tell its customer when a call is refused. */
export function refusalSamples(connectUrl: string): CodeSample[] {
  return [
    {
      label: "TypeScript",
      code: `const connectUrl = "${connectUrl}";

try {
  return await client.chat.completions.create(request);
} catch (error) {
  if (!(error instanceof OpenAI.APIError)) throw error;
  if (error.code === "consent_required") return askToAccept(connectUrl);
  if (error.code === "grant_revoked") return askToConnect(connectUrl);
  if (error.status === 402) return askToAddCredit(error.message);
  throw error;
}`,
    },
    {
      label: "Python",
      code: `connect_url = "${connectUrl}"

try:
    return client.chat.completions.create(**request)
except openai.APIStatusError as error:
    if error.code == "consent_required":
        return ask_to_accept(connect_url)
    if error.code == "grant_revoked":
        return ask_to_connect(connect_url)
    if error.status_code == 402:
        return ask_to_add_credit(error.message)
    raise`,
    },
  ];
}

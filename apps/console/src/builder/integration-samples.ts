import type { CodeSample } from "@tollgate/ui/code-block";

/** Calling a model with a customer's key, who then pays for it. */
export function customerCallSamples(apiUrl: string, model: string): CodeSample[] {
  const baseUrl = `${apiUrl}/v1`;
  return [
    {
      label: "TypeScript",
      code: `import OpenAI from "openai";

// The key this customer gave your app when they connected it.
const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: customer.tollgateKey,
});

const answer = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Name three quiet islands." }],
});
console.log(answer.choices[0].message.content);`,
    },
    {
      label: "Python",
      code: `from openai import OpenAI

# The key this customer gave your app when they connected it.
client = OpenAI(base_url="${baseUrl}", api_key=customer.tollgate_key)

answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Name three quiet islands."}],
)
print(answer.choices[0].message.content)`,
    },
    {
      label: "curl",
      code: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $CUSTOMER_KEY" \\
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

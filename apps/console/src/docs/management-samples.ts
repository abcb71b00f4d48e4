import type { CodeSample } from "@tollgate/ui/code-block";

/** Making a key with a management key. */
export function managementSamples(apiUrl: string): CodeSample[] {
  return [
    {
      label: "TypeScript",
      code: `import { OpenRouter } from "@openrouter/sdk";

const tollgate = new OpenRouter({ serverURL: "${apiUrl}/api/v1", apiKey: process.env.TOLLGATE_MANAGEMENT_KEY });

const { key, data } = await tollgate.apiKeys.create({
  requestBody: { name: "Customer 17", limit: 25, limitReset: "monthly" },
});
await tollgate.apiKeys.update({ hash: data.hash, requestBody: { disabled: true } });`,
    },
    {
      label: "curl",
      code: `curl ${apiUrl}/v1/keys \\
  -H "Authorization: Bearer $TOLLGATE_MANAGEMENT_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "Customer 17", "limit": 25, "limit_reset": "monthly"}'`,
    },
  ];
}

/** The text of `verify-webhook.ts`, as the page of webhooks shows it. A test compares them and runs the code. */
export const VERIFY_WEBHOOK = `import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether a message is genuine. Give it the body as it came, before it is parsed. */
export function verifyWebhook(
  secret: string,
  request: { headers: Headers; body: string },
  nowMs = Date.now(),
): boolean {
  const id = request.headers.get("webhook-id") ?? "";
  const timestamp = request.headers.get("webhook-timestamp") ?? "";
  if (!(Math.abs(nowMs / 1000 - Number(timestamp)) < 300)) return false;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const content = [id, timestamp, request.body].join(".");
  const expected = createHmac("sha256", key).update(content).digest();
  return (request.headers.get("webhook-signature") ?? "").split(" ").some((signature) => {
    const given = Buffer.from(signature.replace("v1,", ""), "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
`;

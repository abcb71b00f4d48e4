import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { verifyWebhook } from "./verify-webhook.ts";
import { VERIFY_WEBHOOK } from "./webhook-sample.ts";

// The example of the Standard Webhooks specification.
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY = '{"test": 2432232314}';
const SENT_MS = 1_614_265_330_000;
const headers = (signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=") =>
  new Headers({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": signature,
  });

test("the documentation shows the code that these tests run", () => {
  expect(VERIFY_WEBHOOK).toBe(readFileSync(new URL("./verify-webhook.ts", import.meta.url), "utf8"));
});

test("the code of the documentation accepts a genuine message, also beside the signature of another secret", () => {
  expect(verifyWebhook(SECRET, { headers: headers(), body: BODY }, SENT_MS)).toBe(true);
  const two = headers(`v1,AAAA ${headers().get("webhook-signature")}`);
  expect(verifyWebhook(SECRET, { headers: two, body: BODY }, SENT_MS)).toBe(true);
});

test("the code of the documentation refuses a changed, an old and an unsigned message", () => {
  expect(verifyWebhook(SECRET, { headers: headers(), body: `${BODY} ` }, SENT_MS)).toBe(false);
  expect(verifyWebhook(SECRET, { headers: headers(), body: BODY }, SENT_MS + 301_000)).toBe(false);
  expect(verifyWebhook(SECRET, { headers: new Headers(), body: BODY }, SENT_MS)).toBe(false);
});

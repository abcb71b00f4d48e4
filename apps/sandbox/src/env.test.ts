import { expect, test } from "vitest";
import { readEnvironment } from "./env.ts";

test("an empty environment gives the local defaults", () => {
  expect(readEnvironment({})).toMatchObject({
    port: 4402,
    smtpPort: 4404,
    host: "127.0.0.1",
    webhookUrl: "http://127.0.0.1:4400/api/stripe/webhook",
  });
});

test("webhooks follow the console unless an address is given", () => {
  expect(readEnvironment({ CONSOLE_URL: "http://c.test:1" }).webhookUrl).toBe("http://c.test:1/api/stripe/webhook");
  expect(readEnvironment({ STRIPE_WEBHOOK_URL: "http://h.test/x" }).webhookUrl).toBe("http://h.test/x");
});

test("a malformed variable is named", () => {
  expect(() => readEnvironment({ SANDBOX_PORT: "many" })).toThrow(/SANDBOX_PORT/);
});

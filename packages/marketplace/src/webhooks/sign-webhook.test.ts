import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { newWebhookSecret, signWebhook } from "./sign-webhook.ts";

test("the example of the Standard Webhooks specification gets its signature", () => {
  const message = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
  };
  const headers = signWebhook(message, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]);
  expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test("while a secret is being replaced both sign, and each can be verified alone", () => {
  const [one, two] = [newWebhookSecret(), newWebhookSecret()];
  const { "webhook-signature": both = "" } = signWebhook({ id: "msg_1", timestamp: 5, body: "{}" }, [one, two]);
  const verify = (secret: string) =>
    `v1,${createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
      .update("msg_1.5.{}")
      .digest("base64")}`;
  expect(both.split(" ")).toEqual([verify(one), verify(two)]);
});

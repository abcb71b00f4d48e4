import { expect, test } from "vitest";
import { appEnvironment } from "./app-environment.ts";
import { readSettings } from "./settings.ts";

const secrets = {
  NEXTAUTH_SECRET: "session",
  TOLLGATE_ENCRYPTION_KEYS: "keys",
  TOLLGATE_RECEIPT_KEYS: "receipts",
  STRIPE_WEBHOOK_SECRET: "whsec_local",
};
const stores = { databaseUrl: "postgresql://db/tollgate", redisUrl: "redis://redis" };
const environmentFor = (given: NodeJS.ProcessEnv) => appEnvironment(readSettings(given), secrets, stores);

test("without accounts of one's own the sandbox stands in for Stripe and for the mail server", () => {
  expect(environmentFor({ SANDBOX_PORT: "5002", SMTP_PORT: "5004" })).toMatchObject({
    STRIPE_SECRET_KEY: "sk_test_sandbox",
    STRIPE_API_URL: "http://127.0.0.1:5002",
    SMTP_URL: "smtp://127.0.0.1:5004",
  });
});

test("with a Stripe key of one's own nothing points at the sandbox", () => {
  const env = environmentFor({ STRIPE_SECRET_KEY: "sk_live_own" });
  expect(env.STRIPE_SECRET_KEY).toBe("sk_live_own");
  expect(env.STRIPE_API_URL).toBeUndefined();
});

test("sign-in happens under the console's public address", () => {
  expect(environmentFor({ CONSOLE_URL: "https://console.example.com" }).NEXTAUTH_URL).toBe(
    "https://console.example.com",
  );
});

test("usage that no store takes lies in the data directory of its instance, or where one says", () => {
  expect(environmentFor({ TOLLGATE_DATA_DIR: "/second" }).PROXY_SPOOL_DIR).toBe("/second/usage-spool");
  expect(environmentFor({ PROXY_SPOOL_DIR: "/disk" }).PROXY_SPOOL_DIR).toBe("/disk");
});

import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { checkCredential } from "./check-credential.ts";

const ctx = { egressAllow: ["203.0.113.0/24"] };
const bedrock = "https://bedrock-runtime.us-east-1.amazonaws.com";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

function accountFile(tokenUri: string): string {
  const private_key = privateKey.export({ type: "pkcs8", format: "pem" });
  return JSON.stringify({ type: "service_account", client_email: "a@b.example", private_key, token_uri: tokenUri });
}

test("every API gets the kind of key it needs", async () => {
  const keys = JSON.stringify({ accessKeyId: "AKID", secretAccessKey: "s" });
  await checkCredential(ctx, { credential: keys, dialect: "bedrock-converse+sigv4", baseUrl: bedrock });
  await checkCredential(ctx, { credential: null, dialect: "openai-chat", baseUrl: "https://api.example.com/v1" });
  await checkCredential(ctx, {
    credential: accountFile("https://203.0.113.7/token"),
    dialect: "gemini-generate+service-account",
    baseUrl: "https://api.example.com/v1",
  });
});

test.each([
  ["a plain key where calls are signed", "bedrock-converse+sigv4", "sk-1"],
  ["no key where calls are signed", "bedrock-converse+sigv4", null],
  ["something else than a key file", "gemini-generate+service-account", '{"type":"service_account"}'],
  [
    "a key file whose tokens are had at an inner address",
    "gemini-generate+service-account",
    accountFile("https://127.0.0.1/t"),
  ],
  ["a key file where a header is meant", "openai-chat", '{"a": 1}'],
])("%s is refused with a sentence about the field, and is not in it", async (_what, dialect, credential) => {
  const refused = await checkCredential(ctx, { credential, dialect, baseUrl: bedrock }).catch((error: Error) => error);
  expect(String(refused)).toMatch(/Enter|Paste|cannot be used|may only have/);
  if (credential !== null) expect(String(refused)).not.toContain(credential);
});

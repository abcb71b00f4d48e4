import { createVerify, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readDialect } from "./dialect-quirks.ts";
import { readAccessToken, readServiceAccount, tokenRequest } from "./service-account.ts";
import { readUpstreamCredential } from "./upstream-credential.ts";

const HOST = "bedrock-runtime.us-east-1.amazonaws.com";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const FILE = JSON.stringify({
  type: "service_account",
  client_email: "caller@project.iam.gserviceaccount.com",
  private_key_id: "key-1",
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
  token_uri: "https://oauth2.example/token",
});

function read(dialect: string, credential: string | null) {
  const quirks = readDialect(dialect);
  if (quirks === null) throw new TypeError("unknown dialect");
  return readUpstreamCredential(quirks, credential, HOST);
}

describe("AWS keys", () => {
  it("sign for the region that the host names, or for the one entered", () => {
    const keys = { accessKeyId: "AKID", secretAccessKey: "secret" };
    expect(read("bedrock-converse+sigv4", JSON.stringify(keys))).toEqual({
      kind: "aws",
      keys: { ...keys, sessionToken: null },
      region: "us-east-1",
    });
    const elsewhere = JSON.stringify({ ...keys, sessionToken: "t", region: "eu-west-1" });
    expect(read("bedrock-converse+sigv4", elsewhere)).toMatchObject({
      region: "eu-west-1",
      keys: { sessionToken: "t" },
    });
  });

  it("that are missing or no keys are none", () => {
    for (const text of [null, "", "sk-1", "{}", '{"accessKeyId":"AKID"}'])
      expect(read("bedrock-converse+sigv4", text)).toBeNull();
  });
});

describe("a service account", () => {
  it("signs its assertion for an hour, with its own key", () => {
    const account = readServiceAccount(FILE);
    if (account === null) throw new TypeError("not read");
    const form = new URLSearchParams(tokenRequest(account, 1_770_000_000_000));
    expect(form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    const [header = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
    const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
    expect(decode(header)).toEqual({ alg: "RS256", typ: "JWT", kid: "key-1" });
    expect(decode(claims)).toMatchObject({
      aud: "https://oauth2.example/token",
      iat: 1_770_000_000,
      exp: 1_770_003_600,
    });
    const verified = createVerify("RSA-SHA256").update(`${header}.${claims}`);
    expect(verified.verify(publicKey, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it("is read only from the file of one", () => {
    expect(read("gemini-generate+service-account", FILE)).toMatchObject({ kind: "service-account" });
    for (const text of [
      null,
      "ya29.token",
      "{}",
      FILE.replace("service_account", "authorized_user"),
      FILE.replace("BEGIN", "BEGUN"),
    ])
      expect(read("gemini-generate+service-account", text)).toBeNull();
  });

  it("has a token only when the answer has one that can stand in a header", () => {
    expect(readAccessToken('{"access_token":"ya29.x","expires_in":3599}', 1_000)).toEqual({
      token: "ya29.x",
      expiresAtMs: 3_600_000,
    });
    for (const text of ["", "{}", '{"access_token":"a\\r\\nb","expires_in":1}'])
      expect(readAccessToken(text, 0)).toBeNull();
  });
});

describe("any other credential", () => {
  it("is the same headers for every call", () => {
    expect(read("openai-chat", "sk-1")).toEqual({ kind: "headers", headers: ["authorization", "Bearer sk-1"] });
    expect(read("openai-chat", null)).toEqual({ kind: "headers", headers: [] });
  });
});

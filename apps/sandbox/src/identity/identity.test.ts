import { createHash, createPublicKey, createVerify } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startTestSandbox } from "../start-test-sandbox.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.stop());

const BACK = "https://console.example/api/auth/callback";
const VERIFIER = "v".repeat(43);
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

async function comeBack(authorize: string, form: Record<string, string>): Promise<URL> {
  const query = new URLSearchParams({
    client_id: "us",
    redirect_uri: BACK,
    response_type: "code",
    scope: "openid email profile read:user user:email",
    state: "kept",
    nonce: "once",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
  });
  const asked = { method: "POST", body: new URLSearchParams(form), redirect: "manual" } as const;
  const answer = await fetch(`${sandbox.url}${authorize}?${query}`, asked);
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get("location") ?? "");
}

async function exchange(token: string, code: string, verifier = VERIFIER) {
  const form = { grant_type: "authorization_code", code, redirect_uri: BACK, code_verifier: verifier, client_id: "us" };
  const headers = { accept: "application/json" };
  const answer = await fetch(`${sandbox.url}${token}`, { method: "POST", headers, body: new URLSearchParams(form) });
  return { status: answer.status, body: Tokens.parse(await answer.json()) };
}

const Tokens = z.object({
  access_token: z.string().optional(),
  token_type: z.string().optional(),
  id_token: z.string().default(""),
  error: z.string().optional(),
});
const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const Keys = z.object({ keys: z.array(z.object({ kty: z.string(), n: z.string(), e: z.string() })) });

const OCTO = { email: "Octo.Cat@example.com", name: "Octo Cat", verified: "yes" };

test("GitHub's code is exchanged once, and its token reads the account and its addresses", async () => {
  const back = await comeBack("/github/login/oauth/authorize", OCTO);
  expect(back.searchParams.get("state")).toBe("kept");
  const code = back.searchParams.get("code") ?? "";
  const { body } = await exchange("/github/login/oauth/access_token", code);
  expect(body).toMatchObject({ token_type: "bearer", access_token: expect.stringMatching(/^gho_/) });
  const headers = { authorization: `Bearer ${body.access_token}` };
  const read = async (path: string) => await (await fetch(`${sandbox.url}/github/api/v3${path}`, { headers })).json();
  expect(await read("/user")).toMatchObject({ login: "octo-cat", name: "Octo Cat", email: null });
  expect(await read("/user/emails")).toEqual([
    { email: OCTO.email, primary: true, verified: true, visibility: "private" },
  ]);
  expect((await exchange("/github/login/oauth/access_token", code)).body.error).toBe("bad_verification_code");
  expect((await fetch(`${sandbox.url}/github/api/v3/user`)).status).toBe(401);
});

test("Google's id token is signed by the key it publishes and says whether the address is confirmed", async () => {
  const back = await comeBack("/google/o/oauth2/v2/auth", { email: "a@example.com", name: "A" });
  const { body } = await exchange("/google/token", back.searchParams.get("code") ?? "");
  const [head = "", claims = "", signature = ""] = body.id_token.split(".");
  const configuration = await fetch(`${sandbox.url}/google/.well-known/openid-configuration`);
  const found = Discovery.parse(await configuration.json());
  const { keys } = Keys.parse(await (await fetch(found.jwks_uri)).json());
  const publicKey = createPublicKey({ key: keys[0] ?? {}, format: "jwk" });
  const verify = createVerify("RSA-SHA256").update(`${head}.${claims}`);
  expect(verify.verify(publicKey, signature, "base64url")).toBe(true);
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
    iss: found.issuer,
    aud: "us",
    nonce: "once",
    email: "a@example.com",
    email_verified: false,
  });
});

test("a wrong verifier gets nothing, and who cancels is sent back with the reason", async () => {
  const back = await comeBack("/google/o/oauth2/v2/auth", OCTO);
  const wrong = await exchange("/google/token", back.searchParams.get("code") ?? "", "w".repeat(43));
  expect(wrong).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  const denied = await comeBack("/github/login/oauth/authorize", { act: "deny" });
  expect(denied.searchParams.get("error")).toBe("access_denied");
});

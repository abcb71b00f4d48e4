import { createHash, createSign, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { Hono } from "hono";
import { showSignIn, takeSignIn } from "./authorize.ts";
import { accountNumber, type Grant, Grants } from "./grants.ts";

const LASTS_SECONDS = 3_599;

/**
 * Google's OpenID Connect: discovery, sign-in page, tokens with a signed id token, keys and user info.
 * https://developers.google.com/identity/openid-connect/openid-connect
 * @param publicUrl where the sandbox is reached.
 */
export function googleRoutes(publicUrl: () => string): Hono {
  const issuer = () => `${publicUrl()}/google`;
  const grants = new Grants();
  const key = signingKey();
  const routes = new Hono();
  routes.get("/.well-known/openid-configuration", (c) => c.json(discovery(issuer())));
  routes.get("/o/oauth2/v2/auth", (c) => showSignIn(c, "Google"));
  routes.post("/o/oauth2/v2/auth", (c) => takeSignIn(c, "Google", grants));
  routes.get("/oauth2/v3/certs", (c) => c.json({ keys: [key.jwk()] }));
  routes.post("/token", async (c) => {
    const grant = grants.exchange(new URLSearchParams(await c.req.text()));
    if (!grant) return c.json({ error: "invalid_grant", error_description: "Malformed auth code." }, 400);
    const access = grants.token(grant, "ya29.");
    const idToken = key.sign(claimsOf(grant, { issuer: issuer(), access }));
    return c.json({
      access_token: access,
      expires_in: LASTS_SECONDS,
      scope: grant.scope,
      token_type: "Bearer",
      id_token: idToken,
    });
  });
  routes.get("/v1/userinfo", (c) => {
    const person = grants.holder(c.req.header("authorization"))?.person;
    if (!person) return c.json({ error: "invalid_request", error_description: "Invalid Credentials" }, 401);
    return c.json(personClaims(person));
  });
  return routes;
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/o/oauth2/v2/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/v1/userinfo`,
    jwks_uri: `${issuer}/oauth2/v3/certs`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid", "email", "profile"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
    claims_supported: ["aud", "email", "email_verified", "exp", "iat", "iss", "name", "sub"],
    code_challenge_methods_supported: ["plain", "S256"],
  };
}

function personClaims({ email, name, verified }: Grant["person"]) {
  return { sub: `1${accountNumber(email)}`, email, email_verified: verified, ...(name && { name }) };
}

function claimsOf(grant: Grant, { issuer, access }: { issuer: string; access: string }): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const half = createHash("sha256").update(access).digest().subarray(0, 16);
  return {
    iss: issuer,
    azp: grant.clientId,
    aud: grant.clientId,
    ...personClaims(grant.person),
    at_hash: half.toString("base64url"),
    ...(grant.nonce && { nonce: grant.nonce }),
    iat: now,
    exp: now + LASTS_SECONDS,
  };
}

/** One key per process, made when first needed. */
function signingKey() {
  let made: { privateKey: KeyObject; publicKey: KeyObject } | undefined;
  const kid = randomUUID();
  const pair = () => {
    made ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
    return made;
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return {
    jwk: () => ({ ...pair().publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" }),
    sign(claims: Record<string, unknown>): string {
      const content = `${part({ alg: "RS256", kid, typ: "JWT" })}.${part(claims)}`;
      return `${content}.${createSign("RSA-SHA256").update(content).sign(pair().privateKey, "base64url")}`;
    },
  };
}

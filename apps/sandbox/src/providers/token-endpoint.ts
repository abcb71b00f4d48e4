import { createHash } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";

const LIFETIME_SECONDS = 3_600;
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

const Header = z.object({ alg: z.literal("RS256"), typ: z.literal("JWT") });
const Claims = z.object({ iss: z.email(), scope: z.string().min(1), aud: z.url(), iat: z.number(), exp: z.number() });

/**
 * Gives access tokens for service accounts, as Google's token endpoint does, and leaves other grants to whoever comes next. It knows nobody's
 * public key, so it checks everything about an assertion but its signature.
 */
export function tokenEndpoint(nowMs: () => number = Date.now): Hono {
  const routes = new Hono();
  routes.post("/token", async (c, next) => {
    const form = new URLSearchParams(await c.req.text());
    if (form.get("grant_type") !== GRANT) return await next();
    const assertion = form.get("assertion") ?? "";
    const refusal = refusalOf(assertion, nowMs());
    if (refusal !== null) return c.json({ error: "invalid_grant", error_description: refusal }, 400);
    const token = createHash("sha256").update(assertion).digest("base64url");
    return c.json({ access_token: `ya29.sandbox-${token}`, expires_in: LIFETIME_SECONDS, token_type: "Bearer" });
  });
  return routes;
}

function refusalOf(assertion: string, nowMs: number): string | null {
  const [header, claims, signature] = assertion.split(".");
  if (!Header.safeParse(decoded(header)).success || !signature) return "the assertion is not signed with RS256";
  const read = Claims.safeParse(decoded(claims));
  if (!read.success) return "the assertion lacks a claim";
  const { iat, exp } = read.data;
  const nowSeconds = nowMs / 1_000;
  if (exp <= nowSeconds || exp - iat > LIFETIME_SECONDS) return "the assertion has expired or lives too long";
  return null;
}

function decoded(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString());
  } catch {
    return null;
  }
}

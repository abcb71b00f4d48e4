import "server-only";
import { type OutsideAccount, outsideAccountOf } from "@tollgate/api/outside-account";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import type { IdentityService } from "../access/identity-services.ts";
import { env } from "../env.ts";

/** What either service told of somebody. */
const Profile = z.object({
  subject: z.string().min(1),
  email: z.string().optional(),
  emailVerified: z.boolean(),
  name: z.string(),
  label: z.string(),
});
type Profile = z.infer<typeof Profile>;

const GitHubUser = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const GitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));
const GoogleClaims = z.object({
  sub: z.string(),
  email: z.string().nullish(),
  email_verified: z.boolean().default(false),
  name: z.string().default(""),
});

/** The services that are set up, in the order in which they are offered. */
export function identityServices(): IdentityService[] {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env();
  return [
    ...(GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET ? (["github"] as const) : []),
    ...(GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET ? (["google"] as const) : []),
  ];
}

/** The same as sign-in knows them. */
export function identityProviders(): OAuthConfig<Profile>[] {
  return identityServices().map((service) => (service === "github" ? github() : google()));
}

/** The account somebody came back with. @throws {Error} when the service told something else than it should. */
export function outsideAccount(service: string, profile: unknown): OutsideAccount {
  const { email = null, ...told } = Profile.parse(profile);
  return outsideAccountOf(service, { email, ...told });
}

/** https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps */
function github(): OAuthConfig<Profile> {
  const { GITHUB_CLIENT_ID = "", GITHUB_CLIENT_SECRET = "", GITHUB_URL } = env();
  const site = GITHUB_URL?.replace(/\/+$/, "") ?? "https://github.com";
  const api = GITHUB_URL ? `${site}/api/v3` : "https://api.github.com";
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    clientId: GITHUB_CLIENT_ID,
    clientSecret: GITHUB_CLIENT_SECRET,
    // GitHub names it in what it sends back (RFC 9207).
    issuer: `${site}/login/oauth`,
    checks: ["pkce", "state"],
    authorization: { url: `${site}/login/oauth/authorize`, params: { scope: "read:user user:email" } },
    token: `${site}/login/oauth/access_token`,
    userinfo: { request: async ({ tokens }) => await gitHubProfile(api, tokens.access_token ?? "") },
    profile: (profile) => ({ id: profile.subject, ...profile }),
  };
}

/** The address in a profile is whatever its person chose to show: whether it is confirmed stands in the list of addresses. */
async function gitHubProfile(api: string, token: string): Promise<Profile> {
  const headers = { authorization: `Bearer ${token}`, accept: "application/vnd.github+json", "user-agent": "Tollgate" };
  const read = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${api}${path}`, { headers });
    if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to ${path}`);
    return await answer.json();
  };
  const [user, emails] = await Promise.all([read("/user"), read("/user/emails")]);
  const { id, login, name } = GitHubUser.parse(user);
  const main = GitHubEmails.parse(emails).find(({ primary }) => primary);
  const address = { email: main?.email, emailVerified: main?.verified ?? false };
  return { subject: String(id), name: name || login, label: login, ...address };
}

/** https://developers.google.com/identity/openid-connect/openid-connect */
function google(): OAuthConfig<Profile> {
  const { GOOGLE_CLIENT_ID = "", GOOGLE_CLIENT_SECRET = "", GOOGLE_ISSUER } = env();
  const issuer = GOOGLE_ISSUER?.replace(/\/+$/, "") ?? "https://accounts.google.com";
  return {
    id: "google",
    name: "Google",
    type: "oauth",
    clientId: GOOGLE_CLIENT_ID,
    clientSecret: GOOGLE_CLIENT_SECRET,
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    userinfo: { request: async ({ tokens }) => googleProfile(tokens.id_token ?? "") },
    profile: (profile) => ({ id: profile.subject, ...profile }),
  };
}

/** Reads the claims of an id token whose signature, issuer, audience and nonce were checked when it came. */
function googleProfile(idToken: string): Profile {
  const claims: unknown = JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString());
  const { sub, email, email_verified: emailVerified, name } = GoogleClaims.parse(claims);
  return { subject: sub, email: email ?? undefined, emailVerified, name, label: email ?? "Google" };
}

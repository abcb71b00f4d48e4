import {
  type AuthenticateResult,
  authenticate,
  connectIdentity,
  passSecondFactor,
  signInByLink,
  signInWithIdentity,
  signInWithPasskey,
  takeHandover,
} from "@tollgate/api/authenticate";
import { closeSession, SESSION_SECONDS } from "@tollgate/api/sessions";
import type { NextAuthOptions, User } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { callerAddress } from "../access/caller-address.ts";
import { codeFailureOf, identityFailureOf, signInCrash, signInFailureOf } from "../access/sign-in-failure.ts";
import { env } from "../env.ts";
import { identityProviders, outsideAccount } from "./identity-providers.ts";
import { services } from "./services.ts";

/** The person, and the session that their cookie will name. */
type SignedIn = User & { sessionId: string; awaitsSecondFactor: boolean };

/** Of the request that is answered. */
export interface AuthRequest {
  /** The session that the cookie names: a second factor completes it. */
  readonly heldSessionId: string | null;
  readonly headers: Record<string, string>;
}

const NO_REQUEST: AuthRequest = { heldSessionId: null, headers: {} };

/** Built when first asked for, so that no secret is needed to build the console. */
export function authOptions(request: AuthRequest = NO_REQUEST): NextAuthOptions {
  const { heldSessionId } = request;
  const outside = returning(request);
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [password(), link(), passkey(), code(heldSessionId), handover(heldSessionId), ...identityProviders()],
    callbacks: {
      signIn: outside.signIn,
      jwt({ token, user }) {
        const entered = outside.entered() ?? user;
        if (!isSignedIn(entered)) return token;
        const { id, name, email, sessionId, awaitsSecondFactor } = entered;
        return { ...token, sub: id, name, email, sid: sessionId, awaitsSecondFactor };
      },
      session({ session, token }) {
        return { ...session, sid: token.sid };
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await closeSession(services(), token.sid);
      },
    },
  };
}

function password() {
  return Credentials({
    credentials: { email: {}, password: {} },
    async authorize(credentials, { headers }) {
      const email = credentials?.email ?? "";
      const secret = credentials?.password ?? "";
      if (!email || !secret) return null;
      const result = await answer(authenticate(services(), { email, password: secret, ...placeOf(headers) }));
      if (result.kind === "refused") throw new Error(signInFailureOf(result));
      return signedIn(result);
    },
  });
}

/** The link of a mail. */
function link() {
  return Credentials({
    id: "link",
    credentials: { token: {} },
    async authorize(credentials, { headers }) {
      const asked = { token: credentials?.token ?? "", ...placeOf(headers) };
      const result = await answer(signInByLink(services(), asked));
      if (result.kind === "refused") throw new Error(codeFailureOf(result));
      return signedIn(result);
    },
  });
}

/** A passkey's answer, as JSON. */
function passkey() {
  return Credentials({
    id: "passkey",
    credentials: { answer: {} },
    async authorize(credentials, { headers }) {
      const given = await new Response(credentials?.answer ?? "null").json().catch(() => null);
      const result = await answer(signInWithPasskey(services(), { answer: given, ...placeOf(headers) }));
      if (result.kind === "refused") throw new Error(codeFailureOf(result));
      return signedIn(result);
    },
  });
}

/** The code that a sign-in waits for. */
function code(sessionId: string | null) {
  return Credentials({
    id: "code",
    credentials: { code: {} },
    async authorize(credentials, { headers }) {
      const asked = { sessionId, code: credentials?.code ?? "", ...placeOf(headers) };
      const result = await answer(passSecondFactor(services(), asked));
      if (result.kind === "refused") throw new Error(codeFailureOf(result));
      return signedIn(result);
    },
  });
}

/** A second factor that was given while signed in. */
function handover(sessionId: string | null) {
  return Credentials({
    id: "handover",
    credentials: { token: {} },
    async authorize(credentials, { headers }) {
      const asked = { sessionId, token: credentials?.token ?? "", ...placeOf(headers) };
      const result = await answer(takeHandover(services(), asked));
      if (result.kind === "refused") throw new Error(codeFailureOf(result));
      return signedIn(result);
    },
  });
}

/** Somebody who comes back from another service: they connect it, when they asked for that, or sign in with it. */
function returning({ heldSessionId, headers }: AuthRequest) {
  let entered: SignedIn | undefined;
  const signIn: NonNullable<NextAuthOptions["callbacks"]>["signIn"] = async ({ account, profile }) => {
    if (account?.type !== "oauth") return true;
    const outside = outsideAccount(account.provider, profile);
    const connected = await connectIdentity(services(), heldSessionId, outside);
    if (connected) return `/account?${new URLSearchParams({ [connected]: outside.provider })}`;
    const result = await answer(signInWithIdentity(services(), { account: outside, ...placeOf(headers) }));
    if (result.kind === "refused") throw new Error(identityFailureOf(result));
    entered = signedIn(result);
    return true;
  };
  return { signIn, entered: () => entered };
}

function placeOf(headers: Record<string, string> | undefined) {
  return { ip: callerAddress(headers?.["x-forwarded-for"]), userAgent: headers?.["user-agent"] ?? "" };
}

function signedIn({ user, sessionId, awaitsSecondFactor }: Extract<AuthenticateResult, { kind: "known" }>): SignedIn {
  return { ...user, sessionId, awaitsSecondFactor };
}

function isSignedIn(user: User | undefined): user is SignedIn {
  return user !== undefined && "sessionId" in user;
}

async function answer(asked: Promise<AuthenticateResult>): Promise<AuthenticateResult> {
  return await asked.catch((error: unknown) => {
    throw new Error(signInCrash(error));
  });
}

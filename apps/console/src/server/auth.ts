import {
  type AuthenticateResult,
  authenticate,
  passSecondFactor,
  signInByLink,
  signInWithPasskey,
  takeHandover,
} from "@tollgate/api/authenticate";
import { closeSession, SESSION_SECONDS } from "@tollgate/api/sessions";
import type { NextAuthOptions, User } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { callerAddress } from "../access/caller-address.ts";
import { codeFailureOf, signInCrash, signInFailureOf } from "../access/sign-in-failure.ts";
import { env } from "../env.ts";
import { services } from "./services.ts";

/** The person, and the session that their cookie will name. */
type SignedIn = User & { sessionId: string; awaitsSecondFactor: boolean };

/**
 * Built when first asked for, so that no secret is needed to build the console.
 * @param heldSessionId the session that the request's cookie names: a second factor completes it.
 */
export function authOptions(heldSessionId: string | null = null): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [password(), link(), passkey(), code(heldSessionId), handover(heldSessionId)],
    callbacks: {
      jwt({ token, user }) {
        if (!isSignedIn(user)) return token;
        return { ...token, sid: user.sessionId, awaitsSecondFactor: user.awaitsSecondFactor };
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

import { type AuthenticateResult, authenticate, type SignIn } from "@tollgate/api/authenticate";
import { closeSession, SESSION_SECONDS } from "@tollgate/api/sessions";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { callerAddress } from "../access/caller-address.ts";
import { signInCrash, signInFailureOf } from "../access/sign-in-failure.ts";
import { env } from "../env.ts";
import { services } from "./services.ts";

/** Built when first asked for, so that no secret is needed to build the console. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(credentials, { headers }) {
          const email = credentials?.email ?? "";
          const password = credentials?.password ?? "";
          if (!email || !password) return null;
          const result = await answer({
            email,
            password,
            ip: callerAddress(headers?.["x-forwarded-for"]),
            userAgent: headers?.["user-agent"] ?? "",
          });
          if (result.kind === "refused") throw new Error(signInFailureOf(result));
          return { ...result.user, sessionId: result.sessionId };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        return user && "sessionId" in user ? { ...token, sid: user.sessionId } : token;
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

async function answer(input: SignIn): Promise<AuthenticateResult> {
  return await authenticate(services(), input).catch((error: unknown) => {
    throw new Error(signInCrash(error));
  });
}

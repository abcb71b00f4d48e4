import { type AuthenticateResult, authenticate } from "@tollgate/api/authenticate";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { callerAddress } from "../access/caller-address.ts";
import { signInCrash, signInFailureOf } from "../access/sign-in-failure.ts";
import { env } from "../env.ts";
import { services } from "./services.ts";

const SESSION_SECONDS = 14 * 24 * 60 * 60;

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
          const result = await answer({ email, password, ip: callerAddress(headers?.["x-forwarded-for"]) });
          if (result.kind === "refused") throw new Error(signInFailureOf(result));
          return { ...result.user };
        },
      }),
    ],
    callbacks: {
      session({ session, token }) {
        return { ...session, user: { ...session.user, id: token.sub ?? "" } };
      },
    },
  };
}

async function answer(input: { email: string; password: string; ip: string | null }): Promise<AuthenticateResult> {
  return await authenticate(services(), input).catch((error: unknown) => {
    throw new Error(signInCrash(error));
  });
}

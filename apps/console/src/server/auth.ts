import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { signInFailureOf } from "../access/sign-in-failure.ts";
import { env } from "../env.ts";
import { createCaller } from "./api.ts";
import { contextFor } from "./context.ts";

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
        async authorize(credentials) {
          const email = credentials?.email ?? "";
          const password = credentials?.password ?? "";
          if (!email || !password) return null;
          try {
            return await createCaller(contextFor(null)).account.authenticate({ email, password });
          } catch (error) {
            throw new Error(signInFailureOf(error));
          }
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

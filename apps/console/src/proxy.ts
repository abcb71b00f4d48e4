import { type NextRequest, NextResponse } from "next/server";
import { getToken } from "next-auth/jwt";
import { env } from "./env.ts";

/** Sends people without a session, or with half of one, to sign in and brings them back. The API decides again what each may do. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const token = await getToken({ req: request, secret: env().NEXTAUTH_SECRET });
  if (token && !token.awaitsSecondFactor) return NextResponse.next();
  const { pathname, search } = request.nextUrl;
  const signIn = request.nextUrl.clone();
  signIn.pathname = token ? "/sign-in/code" : "/sign-in";
  signIn.search = new URLSearchParams({ next: pathname + search }).toString();
  return NextResponse.redirect(signIn);
}

export const config = {
  matcher: [
    "/w/:path*",
    "/finance/:path*",
    "/operator/:path*",
    "/connect/:path*",
    "/auth",
    "/home",
    "/billing",
    "/playground",
    "/account",
  ],
};

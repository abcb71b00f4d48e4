import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { getToken } from "next-auth/jwt";
import { env } from "../../../../env.ts";
import { authOptions } from "../../../../server/auth.ts";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

const handler = async (request: NextRequest, context: RouteContext) => {
  const token = await getToken({ req: request, secret: env().NEXTAUTH_SECRET });
  const heldSessionId = typeof token?.sid === "string" ? token.sid : null;
  return await NextAuth(authOptions({ heldSessionId, headers: Object.fromEntries(request.headers) }))(request, context);
};

export { handler as GET, handler as POST };

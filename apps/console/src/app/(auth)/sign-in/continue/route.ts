import { pendingSignIn } from "@tollgate/api/sessions";
import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { safeNextPath } from "../../../../access/next-path.ts";
import { services } from "../../../../server/services.ts";
import { heldSessionId, signedInUserId } from "../../../../server/session.ts";
import { viewer } from "../../../../server/viewer.ts";

export const dynamic = "force-dynamic";

/** Where every way of signing in leads: to what is still to be done, or to the page that was asked for. */
export async function GET(request: NextRequest): Promise<never> {
  const next = safeNextPath(request.nextUrl.searchParams.get("next") ?? undefined);
  const held = await heldSessionId();
  const query = new URLSearchParams({ next });
  if (held !== null && (await pendingSignIn(services(), held))) redirect(`/sign-in/code?${query}`);
  if (!(await signedInUserId())) redirect(`/sign-in?${query}`);
  if ((await viewer()).secondFactorDue) redirect(`/sign-in/set-up?${query}`);
  redirect(next);
}

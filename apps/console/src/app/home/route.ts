import { redirect } from "next/navigation";
import { homePathOf } from "../../access/home-path.ts";
import { signedInUserId } from "../../server/session.ts";
import { viewer } from "../../server/viewer.ts";

export const dynamic = "force-dynamic";

/** Where signing in leads. */
export async function GET(): Promise<never> {
  if (!(await signedInUserId())) redirect("/sign-in");
  redirect(homePathOf(await viewer()));
}

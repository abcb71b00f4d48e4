import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { homePathOf } from "../../access/home-path.ts";
import { viewer } from "../../server/viewer.ts";

export const dynamic = "force-dynamic";

/** Where refused calls send people to top up: the billing page of the workspace the key belongs to, or of their first one. */
export async function GET(request: NextRequest): Promise<never> {
  const person = await viewer();
  const wanted = request.nextUrl.searchParams.get("workspace");
  const workspace = person.workspaces.find((one) => one.id === wanted) ?? person.workspaces[0];
  redirect(workspace ? `/w/${workspace.slug}/billing` : homePathOf(person));
}

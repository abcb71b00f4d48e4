import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { homePathOf } from "../../access/home-path.ts";
import { viewer } from "../../server/viewer.ts";

export const dynamic = "force-dynamic";

/** Where a public page leads to try a model: the playground of the person's first workspace, with the same query. */
export async function GET(request: NextRequest): Promise<never> {
  const person = await viewer();
  const [workspace] = person.workspaces;
  redirect(workspace ? `/w/${workspace.slug}/playground${request.nextUrl.search}` : homePathOf(person));
}

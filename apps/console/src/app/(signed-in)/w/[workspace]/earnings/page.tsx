import { redirect } from "next/navigation";
import { isRole } from "../../../../../earnings/role.ts";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ role?: string }> };

/** Earnings without a role: the one this workspace has something in. */
export default async function Earnings({ params, searchParams }: Props) {
  const workspace = await workspaceOf(params);
  const { role: asked = "" } = await searchParams;
  const { endpoints } = await api();
  const providers = isRole(asked) ? [] : await endpoints.providers({ workspaceId: workspace.id });
  const role = isRole(asked) ? asked : providers.length > 0 ? "provider" : "builder";
  redirect(`/w/${workspace.slug}/earnings/${role}`);
}

import "server-only";
import { cache } from "react";
import { orNotFound } from "../server/or-not-found.ts";
import { workspaceOf } from "../server/viewer.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { api } from "../trpc/server.tsx";

export type AppParams = Promise<{ workspace: string; appId: string }>;

const appOf = cache(
  async (workspaceId: string, appId: string): Promise<Outputs["apps"]["get"]> =>
    await orNotFound((await api()).apps.get({ workspaceId, appId })),
);

/** What every page of an app starts from; one query however many parts of a page ask. */
export async function loadAppPage(params: AppParams) {
  const { appId } = await params;
  const workspace = await workspaceOf(params);
  const app = await appOf(workspace.id, appId);
  return { workspace, app, appHref: `/w/${workspace.slug}/apps/${app.id}`, mayChange: workspace.role !== "member" };
}

import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { AppFields } from "./app-input.ts";
import { type AppView, toAppView, WITH_MARGINS } from "./app-view.ts";
import { lockApp } from "./lock-app.ts";

export const UpdateAppInput = z.object({
  workspaceId: z.string(),
  appId: z.string(),
  name: AppFields.name.optional(),
  url: AppFields.url.optional(),
  description: AppFields.description.optional(),
  callbackUrl: AppFields.callbackUrl.nullish(),
  /** The calls of an archived app are refused; its history and earnings stay. */
  status: z.enum(["active", "archived"]).optional(),
});
export type UpdateAppInput = z.input<typeof UpdateAppInput>;

/** Changes an app; what is left out stays. Admins and owners may. */
export async function updateApp(ctx: Context, input: UpdateAppInput): Promise<AppView> {
  const { workspaceId, appId, ...changes } = parseInput(UpdateAppInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const view = await ctx.db.prisma.$transaction(async (tx) => {
    await lockApp(tx, appId, workspaceId);
    const row = await tx.app.update({ where: { id: appId }, data: changes, include: WITH_MARGINS });
    await recordAudit(tx, ctx, {
      action: "updateApp",
      workspaceId,
      subjectId: appId,
      detail: { name: row.name, url: row.url, callbackUrl: row.callbackUrl, status: row.status },
    });
    return toAppView(row, ctx.now());
  });
  await announceChange(ctx, { kind: "app", id: appId });
  return view;
}

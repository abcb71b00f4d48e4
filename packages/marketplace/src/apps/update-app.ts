import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
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
  redirectUrls: AppFields.redirectUrls.optional(),
  /** The calls of an archived app are refused; its history and earnings stay. */
  status: z.enum(["active", "archived"]).optional(),
  /** Whether anyone finds it in the public directory. */
  listed: z.boolean().optional(),
});
export type UpdateAppInput = z.input<typeof UpdateAppInput>;

/** Changes an app; what is left out stays. Admins and owners may. */
export async function updateApp(ctx: Context, input: UpdateAppInput): Promise<AppView> {
  const { workspaceId, appId, listed, ...changes } = parseInput(UpdateAppInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const view = await ctx.db.prisma.$transaction(async (tx) => {
    const before = await lockApp(tx, appId, workspaceId);
    const described = changes.description ?? before.description;
    if (listed && described === "")
      throw new MarketplaceError("invalid_input", "Describe the app in a sentence first: the directory shows it.", {
        field: "description",
      });
    const listedAt = listed === undefined ? undefined : listed ? (before.listedAt ?? ctx.now()) : null;
    const data = { ...changes, ...(listedAt !== undefined && { listedAt }) };
    const row = await tx.app.update({ where: { id: appId }, data, include: WITH_MARGINS });
    await recordAudit(tx, ctx, {
      action: "updateApp",
      workspaceId,
      subjectId: appId,
      detail: {
        name: row.name,
        url: row.url,
        callbackUrl: row.callbackUrl,
        redirectUrls: row.redirectUrls.join(" "),
        status: row.status,
        listed: row.listedAt !== null,
      },
    });
    return toAppView(row, ctx.now());
  });
  await announceChange(ctx, { kind: "app", id: appId });
  return view;
}

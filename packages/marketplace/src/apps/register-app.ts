import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { actorId, type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { AppFields } from "./app-input.ts";
import { type AppView, toAppView, WITH_MARGINS } from "./app-view.ts";

const MAX_APPS = 100;

export const RegisterAppInput = z.object({
  workspaceId: z.string(),
  name: AppFields.name,
  url: AppFields.url,
  description: AppFields.description.default(""),
  callbackUrl: AppFields.callbackUrl.nullish(),
  redirectUrls: AppFields.redirectUrls.optional(),
});
export type RegisterAppInput = z.input<typeof RegisterAppInput>;

/** Registers an app with a first margin of nothing, so that it can be connected at once. Admins and owners may. */
export async function registerApp(ctx: Context, input: RegisterAppInput): Promise<AppView> {
  const { workspaceId, callbackUrl, ...fields } = parseInput(RegisterAppInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const now = ctx.now();
  return await ctx.db.prisma.$transaction(async (tx) => {
    const apps = await tx.app.count({ where: { workspaceId, status: "active" } });
    if (apps >= MAX_APPS)
      throw new MarketplaceError(
        "precondition_failed",
        `This workspace has ${MAX_APPS} apps, which is the most it can have. Archive one you no longer use.`,
      );
    const id = newId("app");
    const row = await tx.app.create({
      data: {
        id,
        workspaceId,
        ...fields,
        callbackUrl: callbackUrl ?? null,
        marginVersions: {
          create: {
            id: newId("marginVersion"),
            version: 1,
            basisPoints: 0,
            effectiveAt: now,
            createdById: actorId(ctx),
          },
        },
      },
      include: WITH_MARGINS,
    });
    await recordAudit(tx, ctx, { action: "registerApp", workspaceId, subjectId: id, detail: { name: row.name } });
    return toAppView(row, now);
  });
}

import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { newSecretKey } from "../access/secret-key.ts";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { consentToApp } from "./consent-to-app.ts";

export const AcceptConnectionInput = z.object({
  appId: z.string(),
  /** Who pays. */
  workspaceId: z.string(),
  /** The margin the person was shown; consent is to this one and no other. */
  marginVersionId: z.string(),
  monthlyCapUsd: UsdText.nullish(),
});
export type AcceptConnectionInput = z.input<typeof AcceptConnectionInput>;

export interface AcceptedConnection {
  readonly grantId: string;
  readonly key: { readonly id: string; readonly hint: string };
  /** The key to give to the app; shown now and never again. */
  readonly secret: string;
  readonly callbackUrl: string | null;
}

/**
 * Consents that an app's calls are billed to a workspace, at the margin that was shown, and makes a key for the app. Admins and owners may.
 * @throws MarketplaceError `conflict` when another margin is in force by now: the person has to see that one first.
 */
export async function acceptConnection(ctx: Context, input: AcceptConnectionInput): Promise<AcceptedConnection> {
  const { appId, workspaceId, marginVersionId, monthlyCapUsd } = parseInput(AcceptConnectionInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const userId = requireUser(ctx);
  const now = ctx.now();
  const consent = {
    marginVersionId,
    monthlyCapNano: optionalUsdToNano(monthlyCapUsd, { field: "monthlyCapUsd" }),
    acceptedById: userId,
    acceptedAt: now,
  };
  const { secret, hash, hint } = newSecretKey();
  const accepted = await ctx.db.prisma.$transaction(async (tx) => {
    const { app, grantId } = await consentToApp(tx, ctx, { appId, workspaceId, consent });
    const keyId = newId("apiKey");
    await tx.apiKey.create({
      data: { id: keyId, workspaceId, createdById: userId, name: app.name, hash, hint, grantId },
    });
    await recordAudit(tx, ctx, {
      action: "acceptConnection",
      workspaceId,
      subjectId: grantId,
      detail: { appId, marginVersionId, keyId, monthlyCapNano: consent.monthlyCapNano?.toString() ?? null },
    });
    return { grantId, key: { id: keyId, hint }, secret, callbackUrl: app.callbackUrl };
  });
  await announceChange(ctx, { kind: "app", id: appId });
  await announceChange(ctx, { kind: "key", id: accepted.key.id });
  return accepted;
}

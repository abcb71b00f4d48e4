import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { consentToApp } from "../apps/consent-to-app.ts";
import { type AccountContext, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano } from "../usd-input.ts";
import { CODE_LIFE_MS, newAuthCode } from "./auth-code.ts";
import { callbackWith } from "./callback-address.ts";
import { requireRedirect } from "./require-redirect.ts";
import { SignInLimit, SignInRequest } from "./sign-in-request.ts";

/** A code is of no use to anybody once it is this old. */
const FORGET_AFTER_MS = 24 * 3_600_000;
const MOST_OPEN_CODES = 20;

export const ApproveSignInInput = SignInRequest.extend({
  ...SignInLimit.shape,
  /** Who pays. */
  workspaceId: z.string(),
  /** Of a registered app: the margin the person was shown; consent is to this one and no other. */
  marginVersionId: z.string().nullish(),
});
export type ApproveSignInInput = z.input<typeof ApproveSignInInput>;
type Approved = z.output<typeof ApproveSignInInput>;

/**
 * Lets an app have a key of a workspace: a code for the app, which it exchanges for the key within ten minutes. For a registered app the
 * workspace consents to its margin, as by connecting it. Admins and owners may.
 * @returns where to send the person, with the code.
 * @throws MarketplaceError `conflict` when the app's margin is another one by now.
 */
export async function approveSignIn(
  ctx: AccountContext,
  input: ApproveSignInInput,
): Promise<{ readonly redirectUrl: string }> {
  const asked = parseInput(ApproveSignInInput, input);
  const { workspaceId, appId, callbackUrl, state } = asked;
  requireWorkspace(ctx, workspaceId, "admin");
  const userId = requireUser(ctx);
  if (appId) await requireRedirect(ctx, appId, callbackUrl);
  const { code, hash } = newAuthCode();
  await ctx.db.prisma.$transaction(async (tx) => {
    await forgetCodes(tx, userId, ctx.now());
    const holder = await holderOf(tx, ctx, { asked, userId });
    const id = newId("authCode");
    const expiresAt = new Date(ctx.now().getTime() + CODE_LIFE_MS);
    const { codeChallenge, codeChallengeMethod, keyExpiresAt } = asked;
    await tx.authCode.create({
      data: {
        id,
        codeHash: hash,
        workspaceId,
        userId,
        callbackUrl,
        codeChallenge,
        codeChallengeMethod,
        keyExpiresAt,
        expiresAt,
        ...holder,
      },
    });
    await recordAudit(tx, ctx, {
      action: "approveSignIn",
      workspaceId,
      subjectId: holder.grantId ?? id,
      detail: {
        codeId: id,
        appId: appId ?? null,
        callback: new URL(callbackUrl).origin,
        marginVersionId: asked.marginVersionId ?? null,
        limitUsd: asked.limitUsd ?? null,
      },
    });
  });
  if (appId) await announceChange(ctx, { kind: "app", id: appId });
  return { redirectUrl: callbackWith(callbackUrl, { code, state }) };
}

/** Whose key it will be: a registered app's, limited by its grant, or one of the workspace's own with a limit of its own. */
async function holderOf(tx: Transaction, ctx: AccountContext, { asked, userId }: { asked: Approved; userId: string }) {
  const { appId, workspaceId, marginVersionId, limitReset } = asked;
  const limitNano = optionalUsdToNano(asked.limitUsd, { field: "limitUsd" });
  if (!appId) {
    const keyName = asked.keyLabel ?? new URL(asked.callbackUrl).host.slice(0, 80);
    return { grantId: null, keyName, limitNano, limitReset };
  }
  if (!marginVersionId)
    throw new MarketplaceError("invalid_input", "Look at the app’s margin first.", { field: "marginVersionId" });
  const consent = { marginVersionId, monthlyCapNano: limitNano, acceptedById: userId, acceptedAt: ctx.now() };
  const { app, grantId } = await consentToApp(tx, ctx, { appId, workspaceId, consent });
  return { grantId, keyName: app.name, limitNano: null };
}

/** Old codes go; too many at a time are nobody's sign-ins. */
async function forgetCodes(tx: Transaction, userId: string, now: Date): Promise<void> {
  await tx.authCode.deleteMany({ where: { userId, expiresAt: { lt: new Date(now.getTime() - FORGET_AFTER_MS) } } });
  const open = await tx.authCode.count({ where: { userId, usedAt: null, expiresAt: { gt: now } } });
  if (open >= MOST_OPEN_CODES)
    throw new MarketplaceError(
      "too_many_requests",
      `You let ${MOST_OPEN_CODES} apps in within ten minutes. Wait a little and try again.`,
    );
}

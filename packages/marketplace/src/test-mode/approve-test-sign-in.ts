import { createHash, randomBytes } from "node:crypto";
import { redisKeys } from "@tollgate/db/redis/shards";
import { z } from "zod";
import { CODE_LIFE_MS } from "../authorization/auth-code.ts";
import { callbackWith } from "../authorization/callback-address.ts";
import { requireRedirect } from "../authorization/require-redirect.ts";
import { SignInRequest } from "../authorization/sign-in-request.ts";
import { type Context, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { requireOwnApp } from "./require-own-app.ts";
import { TEST_CODE_PREFIX, type TestCode } from "./test-code.ts";

export const ApproveTestSignInInput = SignInRequest.omit({ keyLabel: true, keyExpiresAt: true }).extend({
  /** The builder's own. */
  workspaceId: z.string(),
  appId: z.string(),
});
export type ApproveTestSignInInput = z.input<typeof ApproveTestSignInInput>;

/**
 * Walks a builder through their own app's sign-in as a customer nobody is: the code becomes a test key, and nobody consents to anything. Admins and
 * owners of the app's workspace may.
 * @returns where to send the person, with the code.
 */
export async function approveTestSignIn(
  ctx: Context,
  input: ApproveTestSignInInput,
): Promise<{ readonly redirectUrl: string }> {
  const { workspaceId, appId, callbackUrl, state, codeChallenge, codeChallengeMethod } = parseInput(
    ApproveTestSignInInput,
    input,
  );
  requireWorkspace(ctx, workspaceId, "admin");
  await requireOwnApp(ctx.db.prisma, { workspaceId, appId }, "active");
  await requireRedirect(ctx, appId, callbackUrl);
  const code = `${TEST_CODE_PREFIX}${randomBytes(32).toString("base64url")}`;
  const kept: TestCode = { workspaceId, appId, userId: requireUser(ctx), codeChallenge, codeChallengeMethod };
  const name = redisKeys.testCode(createHash("sha256").update(code).digest("hex"));
  await ctx.redis.set(name, JSON.stringify(kept), "PX", CODE_LIFE_MS).catch((cause: unknown) => {
    throw new MarketplaceError("unavailable", "This cannot be done right now. Try again in a moment.", { cause });
  });
  return { redirectUrl: callbackWith(callbackUrl, { code, state }) };
}

import { z } from "zod";
import { type ConnectPreview, previewConnect } from "../apps/preview-connect.ts";
import { type Context, requireUser, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { callbackWith, isOnThisMachine } from "./callback-address.ts";
import { requireRedirect } from "./require-redirect.ts";
import { SignInRequest } from "./sign-in-request.ts";

export const PreviewSignInInput = SignInRequest.extend({
  /** The workspace that would pay, once the person has chosen one. */
  workspaceId: z.string().optional(),
});
export type PreviewSignInInput = z.input<typeof PreviewSignInInput>;

/** All a person needs to know before they let an app have a key. */
export interface SignInPreview {
  /** What the app is known by when it is not registered: where it has people sent. */
  readonly callbackHost: string;
  readonly onThisMachine: boolean;
  /** What connecting a registered app means; `null` for any other app. */
  readonly connect: ConnectPreview | null;
  /** Where the person goes when they decline. */
  readonly declineUrl: string;
}

/**
 * Shows what an app asks for. Anyone who is signed in may.
 * @throws MarketplaceError `invalid_input` for a request that must not be answered by a redirect: its callback cannot be trusted.
 */
export async function previewSignIn(ctx: Context, input: PreviewSignInInput): Promise<SignInPreview> {
  requireUser(ctx);
  const { callbackUrl, state, appId, workspaceId } = parseInput(PreviewSignInInput, input);
  if (workspaceId !== undefined) requireWorkspace(ctx, workspaceId);
  const connect = appId ? await previewConnect(ctx, { appId, workspaceId }) : null;
  if (appId) await requireRedirect(ctx, appId, callbackUrl);
  return {
    callbackHost: new URL(callbackUrl).host,
    onThisMachine: isOnThisMachine(callbackUrl),
    connect,
    declineUrl: callbackWith(callbackUrl, { error: "access_denied", state }),
  };
}

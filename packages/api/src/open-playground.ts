import type { Context } from "@tollgate/marketplace/context";
import { openPlayground as verb } from "@tollgate/marketplace/playground/open-playground";

export interface PlaygroundSession {
  readonly secret: string;
  readonly expiresAt: Date;
}

/**
 * The key of a person's playground session, for the console's server: a procedure would hand it to the browser.
 * @throws MarketplaceError; see `toHttpResponse`.
 */
export async function openPlayground(ctx: Context, workspaceId: string): Promise<PlaygroundSession> {
  const { secret, expiresAt } = await verb(ctx, { workspaceId });
  return { secret, expiresAt };
}

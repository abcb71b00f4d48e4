import { z } from "zod";
import type { Context, Services } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { requireFreshSignIn } from "../second-factor/require-fresh-sign-in.ts";
import { IDENTITY_PROVIDERS, type IdentityProvider } from "./outside-account.ts";

const LASTS_SECONDS = 600;

export const BeginConnectInput = z.object({ provider: z.enum(IDENTITY_PROVIDERS) });
export type BeginConnectInput = z.input<typeof BeginConnectInput>;

/**
 * Notes that the person wants the account they are about to name at another service to sign them in. Without this note whoever comes back
 * from there signs in, and nothing is added to anybody. For themselves alone, freshly signed in.
 */
export async function beginConnect(ctx: Context, input: BeginConnectInput): Promise<void> {
  const { provider } = parseInput(BeginConnectInput, input);
  const { sessionId } = await requireFreshSignIn(ctx);
  await ctx.redis.set(keyOf(sessionId, provider), "1", "EX", LASTS_SECONDS);
}

/** Whether the session's person asked for it within ten minutes; once. */
export async function takeConnectNote(
  { redis }: Pick<Services, "redis">,
  sessionId: string,
  provider: IdentityProvider,
): Promise<boolean> {
  return (await redis.getdel(keyOf(sessionId, provider))) !== null;
}

function keyOf(sessionId: string, provider: IdentityProvider): string {
  return `signin:connect:${provider}:${sessionId}`;
}

import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const CheckChainHeadInput = z.object({
  position: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,17}$/, "Enter the position as a whole number."),
  hash: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, "Enter the hash as 64 hex digits."),
});
export type CheckChainHeadInput = z.input<typeof CheckChainHeadInput>;

export interface ChainHeadCheck {
  /** `unchanged`: nothing up to there was changed since. `differs`: something was. `missing`: the chain is shorter now. */
  readonly verdict: "unchanged" | "differs" | "missing";
  /** First position whose link does not verify, when the chain itself is broken before the head. */
  readonly brokenAt: string | null;
}

/** Compares a head that somebody noted outside with the chain, whose links up to there are computed anew. Operators may. */
export async function checkChainHead(ctx: Context, input: CheckChainHeadInput): Promise<ChainHeadCheck> {
  requirePlatformRole(ctx, "operator");
  const { position, hash } = parseInput(CheckChainHeadInput, input);
  const place = BigInt(position);
  const link = await ctx.db.prisma.journalLink.findUnique({ where: { position: place } });
  if (!link) return { verdict: "missing", brokenAt: null };
  const { rows } = await ctx.db.pool.query<{ broken: bigint | null }>(
    "SELECT broken_at AS broken FROM verify_journal_chain(0)",
  );
  const broken = rows[0]?.broken ?? null;
  const intact = Buffer.from(link.hash).toString("hex") === hash && (broken === null || broken > place);
  return { verdict: intact ? "unchanged" : "differs", brokenAt: broken === null ? null : `${broken}` };
}

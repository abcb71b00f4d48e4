import { type Context, requirePlatformRole } from "../context.ts";

/** The newest link of the hash chain over journals: whoever keeps it can tell later whether anything before it was changed. */
export interface ChainHeadView {
  /** Decimal. */
  readonly position: string;
  /** SHA-256 in hex. */
  readonly hash: string;
  readonly journalId: string;
  readonly linkedAt: Date;
  /** Journals that wait for their link. */
  readonly pending: number;
}

/** The head of the chain, or `null` before the first journal is linked. Operators may. */
export async function getChainHead(ctx: Context): Promise<ChainHeadView | null> {
  requirePlatformRole(ctx, "operator");
  const { journalLink, journalPending } = ctx.db.prisma;
  const [head, pending] = await Promise.all([
    journalLink.findFirst({ orderBy: { position: "desc" } }),
    journalPending.count(),
  ]);
  if (!head) return null;
  const { position, hash, journalId, linkedAt } = head;
  return { position: `${position}`, hash: Buffer.from(hash).toString("hex"), journalId, linkedAt, pending };
}

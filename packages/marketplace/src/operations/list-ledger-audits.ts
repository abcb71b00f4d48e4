import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const ListLedgerAuditsInput = z.object({
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, "This page does not exist.")
    .nullish(),
  limit: z.number().int().min(1).max(100).default(10),
});
export type ListLedgerAuditsInput = z.input<typeof ListLedgerAuditsInput>;

const EarlierFindings = z.array(
  z.object({ kind: z.string(), subject: z.string(), expected: z.string(), actual: z.string() }),
);

export interface AuditFindingLine {
  readonly kind: string;
  readonly subject: string;
  readonly sentence: string;
  /** Amounts in nano-USD. */
  readonly expected: string;
  readonly actual: string;
}

export interface LedgerAuditLine {
  readonly id: string;
  readonly at: Date;
  readonly ok: boolean;
  readonly accounts: number;
  readonly entries: bigint;
  /** Whether it looked at all of history. */
  readonly isFull: boolean;
  readonly durationMs: number;
  readonly chainPosition: bigint;
  readonly findings: readonly AuditFindingLine[];
}

export interface LedgerAuditPage {
  /** Newest first. */
  readonly audits: LedgerAuditLine[];
  readonly nextCursor: string | null;
}

/** Audit passes over the ledger, newest first, a page at a time. Operators may. */
export async function listLedgerAudits(ctx: Context, input: ListLedgerAuditsInput): Promise<LedgerAuditPage> {
  requirePlatformRole(ctx, "operator");
  const { cursor, limit } = parseInput(ListLedgerAuditsInput, input);
  const rows = await readLedgerAudits(ctx, { cursor: cursor ?? null, limit: limit + 1 });
  const audits = rows.slice(0, limit);
  return { audits, nextCursor: rows.length > limit ? (audits.at(-1)?.id ?? null) : null };
}

/** Passes before the one with the id `cursor`, newest first. Asks nobody whether the person may. */
export async function readLedgerAudits(
  { db }: Context,
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Promise<LedgerAuditLine[]> {
  const rows = await db.prisma.ledgerAudit.findMany({
    where: cursor === null ? {} : { id: { lt: BigInt(cursor) } },
    orderBy: { id: "desc" },
    take: limit,
    include: { found: { orderBy: { id: "asc" } } },
  });
  return rows.map(({ id, at, ok, accounts, entries, isFull, durationMs, chainPosition, found, findings }) => ({
    id: id.toString(),
    at,
    ok,
    accounts,
    entries,
    isFull,
    durationMs,
    chainPosition,
    findings: [
      ...found.map(({ kind, subject, sentence, expected, actual }) => ({ kind, subject, sentence, expected, actual })),
      ...EarlierFindings.parse(findings).map((finding) => ({ ...finding, sentence: earlierSentence(finding) })),
    ],
  }));
}

/** Passes before findings had sentences kept their facts only. */
function earlierSentence({ kind, subject, expected, actual }: Omit<AuditFindingLine, "sentence">): string {
  return `${kind.replaceAll("_", " ")}: ${subject}, expected ${expected}, found ${actual}.`;
}

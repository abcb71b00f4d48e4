import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const ListLedgerAuditsInput = z.object({ limit: z.number().int().min(1).max(100).default(10) });
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

/** The latest audit passes over the ledger, newest first. Operators may. */
export async function listLedgerAudits(ctx: Context, input: ListLedgerAuditsInput): Promise<LedgerAuditLine[]> {
  requirePlatformRole(ctx, "operator");
  const { limit } = parseInput(ListLedgerAuditsInput, input);
  const rows = await ctx.db.prisma.ledgerAudit.findMany({
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

import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const ListLedgerAuditsInput = z.object({ limit: z.number().int().min(1).max(100).default(10) });
export type ListLedgerAuditsInput = z.input<typeof ListLedgerAuditsInput>;

const Findings = z.array(z.object({ kind: z.string(), subject: z.string(), expected: z.string(), actual: z.string() }));

export interface LedgerAuditLine {
  readonly id: string;
  readonly at: Date;
  readonly ok: boolean;
  readonly accounts: number;
  readonly entries: bigint;
  /** Amounts in nano-USD. */
  readonly findings: z.output<typeof Findings>;
}

/** The latest audit passes over the ledger, newest first. Operators may. */
export async function listLedgerAudits(ctx: Context, input: ListLedgerAuditsInput): Promise<LedgerAuditLine[]> {
  requirePlatformRole(ctx, "operator");
  const { limit } = parseInput(ListLedgerAuditsInput, input);
  const rows = await ctx.db.prisma.ledgerAudit.findMany({ orderBy: { id: "desc" }, take: limit });
  return rows.map(({ id, at, ok, accounts, entries, findings }) => ({
    id: id.toString(),
    at,
    ok,
    accounts,
    entries,
    findings: Findings.parse(findings),
  }));
}

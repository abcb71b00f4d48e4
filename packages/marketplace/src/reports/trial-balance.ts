import { isDebitNormal, PLATFORM_ACCOUNT_TYPES, WORKSPACE_ACCOUNT_TYPES } from "@tollgate/ledger/account-types";
import { type Context, requirePlatformRole } from "../context.ts";

export interface TrialBalanceLine {
  readonly type: string;
  /** Side on which accounts of this type normally stand. */
  readonly normalSide: "debit" | "credit";
  readonly accounts: number;
  readonly debitNano: bigint;
  readonly creditNano: bigint;
}

export interface TrialBalance {
  readonly asOf: Date;
  /** One line per account type, workspaces' first; types without an account are included. */
  readonly lines: TrialBalanceLine[];
  readonly debitNano: bigint;
  readonly creditNano: bigint;
  /** Credits less debits: zero, or something is wrong. */
  readonly differenceNano: bigint;
}

interface TypeRow {
  readonly type: string;
  readonly accounts: number;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** Every account by type, debits and credits, from one snapshot of the balances. Finance may. */
export async function trialBalance(ctx: Context): Promise<TrialBalance> {
  requirePlatformRole(ctx, "finance");
  const result = await ctx.db.pool.query<TypeRow>(
    `SELECT a.type, count(*)::integer AS accounts, sum(greatest(-b.posted_nano, 0))::bigint AS debit,
        sum(greatest(b.posted_nano, 0))::bigint AS credit
      FROM ledger_account a JOIN balance b ON b.account_id = a.id WHERE a.currency = 'USD' GROUP BY a.type`,
  );
  const rows = new Map(result.rows.map((row) => [row.type, row]));
  const lines = [...WORKSPACE_ACCOUNT_TYPES, ...PLATFORM_ACCOUNT_TYPES].map((type): TrialBalanceLine => {
    const row = rows.get(type);
    return {
      type,
      normalSide: isDebitNormal(type) ? "debit" : "credit",
      accounts: row?.accounts ?? 0,
      debitNano: row?.debit ?? 0n,
      creditNano: row?.credit ?? 0n,
    };
  });
  const debitNano = lines.reduce((sum, line) => sum + line.debitNano, 0n);
  const creditNano = lines.reduce((sum, line) => sum + line.creditNano, 0n);
  return { asOf: ctx.now(), lines, debitNano, creditNano, differenceNano: creditNano - debitNano };
}

import { PLATFORM_ACCOUNT_TYPES, WORKSPACE_ACCOUNT_TYPES } from "@tollgate/ledger/account-types";
import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const ListAccountsInput = z.object({
  type: z.enum([...WORKSPACE_ACCOUNT_TYPES, ...PLATFORM_ACCOUNT_TYPES]),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListAccountsInput = z.input<typeof ListAccountsInput>;

export interface AccountLine {
  readonly accountId: string;
  readonly type: string;
  /** Workspace id, or `platform`. */
  readonly owner: string;
  readonly ownerName: string;
  readonly debitNano: bigint;
  readonly creditNano: bigint;
  readonly updatedAt: Date;
}

export interface AccountPage {
  readonly accounts: AccountLine[];
  readonly nextCursor: string | null;
}

export interface AccountRow {
  readonly id: bigint;
  readonly type: string;
  readonly owner: string;
  readonly name: string | null;
  readonly posted: bigint;
  readonly updated_at: Date;
}

/** The accounts behind one line of the trial balance, in the order they were opened. Finance may. */
export async function listAccounts(ctx: Context, input: ListAccountsInput): Promise<AccountPage> {
  requirePlatformRole(ctx, "finance");
  const { type, cursor, limit } = parseInput(ListAccountsInput, input);
  const after = cursor && /^\d{1,18}$/.test(cursor) ? BigInt(cursor) : 0n;
  const result = await ctx.db.pool.query<AccountRow>(
    `SELECT a.id, a.type, a.owner, w.name, b.posted_nano AS posted, b.updated_at
      FROM ledger_account a JOIN balance b ON b.account_id = a.id LEFT JOIN workspace w ON w.id = a.owner
      WHERE a.type = $1 AND a.currency = 'USD' AND a.id > $2 ORDER BY a.id LIMIT $3`,
    [type, after, limit + 1],
  );
  const page = result.rows.slice(0, limit);
  const last = result.rows.length > limit ? page.at(-1) : undefined;
  return { accounts: page.map(toAccountLine), nextCursor: last ? last.id.toString() : null };
}

export function toAccountLine(row: AccountRow): AccountLine {
  return {
    accountId: row.id.toString(),
    type: row.type,
    owner: row.owner,
    ownerName: row.name ?? (row.owner === "platform" ? "Platform" : row.owner),
    debitNano: row.posted < 0n ? -row.posted : 0n,
    creditNano: row.posted > 0n ? row.posted : 0n,
    updatedAt: row.updated_at,
  };
}

import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { LIST_PAGE, likeOf, listFilter } from "../desk/list-filter.ts";
import { parseInput } from "../parse-input.ts";
import { readTaxForm, readTaxFormKind, type TaxForm, type TaxFormKind } from "../payouts/payout-account-view.ts";
import { readPayoutSettings } from "../payouts/payout-settings.ts";

export const PAYEE_STATES = ["ready", "incomplete", "no_tax_form", "paused", "bank_refused"] as const;
export type PayeeState = (typeof PAYEE_STATES)[number];

/** Which payees to look at: of the states several can hold. `search` is a workspace, an account at the processor, or part of a name. */
export const PayeeFilter = listFilter(PAYEE_STATES);
export type PayeeFilter = z.output<typeof PayeeFilter>;

export const ListPayeesInput = PayeeFilter.extend(LIST_PAGE);
export type ListPayeesInput = z.input<typeof ListPayeesInput>;

/** Somebody who is paid, and what stands between them and their money. Amounts are nano-USD. */
export interface PayeeView {
  readonly workspaceId: string;
  readonly name: string;
  readonly country: string;
  readonly status: "onboarding" | "restricted" | "enabled";
  readonly missing: readonly string[];
  readonly taxForm: TaxForm;
  readonly taxFormKind: TaxFormKind | null;
  readonly taxFormNote: string | null;
  readonly taxFormBy: string | null;
  readonly taxFormAt: Date | null;
  readonly pauseNote: string | null;
  readonly bankProblem: string | null;
  /** What we owe them now. */
  readonly payableNano: bigint;
  /** Paid out in this calendar year (UTC). */
  readonly paidThisYearNano: bigint;
  readonly since: Date;
}

export interface PayeeList {
  readonly payees: readonly PayeeView[];
  readonly nextCursor: string | null;
  readonly counts: Readonly<Partial<Record<PayeeState, number>>>;
  /** From which yearly amount on nothing is paid without an accepted tax form; `null` for never. */
  readonly taxFormFromNano: bigint | null;
}

const HOLDS: Readonly<Record<PayeeState, string>> = {
  ready: "p.status = 'enabled' AND p.paused_at IS NULL",
  incomplete: "p.status <> 'enabled'",
  no_tax_form: "p.tax_form <> 'accepted'",
  paused: "p.paused_at IS NOT NULL",
  bank_refused: "p.bank_problem IS NOT NULL",
};

/** Everybody who has set up payouts, by name, a page at a time. Finance may. */
export async function listPayees(ctx: Context, input: ListPayeesInput): Promise<PayeeList> {
  requirePlatformRole(ctx, "finance");
  const { limit, cursor, ...filter } = parseInput(ListPayeesInput, input);
  const counted = PAYEE_STATES.map((state) => `(count(*) FILTER (WHERE ${HOLDS[state]}))::integer AS ${state}`);
  const [page, counts, settings] = await Promise.all([
    readPayees(ctx, filter, { cursor: cursor ?? null, limit: limit + 1 }),
    ctx.db.pool.query<Record<PayeeState, number>>(`SELECT ${counted.join(", ")} FROM payout_account p`),
    readPayoutSettings(ctx.db.prisma),
  ]);
  const payees = page.slice(0, limit);
  return {
    payees,
    nextCursor: page.length > limit ? (payees.at(-1)?.workspaceId ?? null) : null,
    counts: counts.rows[0] ?? {},
    taxFormFromNano: settings.taxFormFromNano,
  };
}

interface Row {
  readonly workspace_id: string;
  readonly name: string;
  readonly country: string;
  readonly status: string;
  readonly missing: unknown;
  readonly tax_form: string;
  readonly tax_form_kind: string | null;
  readonly tax_form_note: string | null;
  readonly tax_form_by: string | null;
  readonly tax_form_at: Date | null;
  readonly pause_note: string | null;
  readonly bank_problem: string | null;
  readonly payable: bigint;
  readonly paid: bigint;
  readonly created_at: Date;
}

/** A page of payees, by name. */
export async function readPayees(
  { db, now }: Context,
  { state, search, from, to }: PayeeFilter,
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Promise<PayeeView[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT p.*, w.name, u.name AS tax_form_by,
        (SELECT coalesce(sum(b.posted_nano), 0) FROM ledger_account a JOIN balance b ON b.account_id = a.id
          WHERE a.owner = p.workspace_id AND a.type IN ('provider_payable', 'builder_payable') AND a.currency = 'USD')::bigint AS payable,
        (SELECT coalesce(sum(t.amount_cents), 0) * 10000000 FROM payout_attempt t WHERE t.payee_workspace_id = p.workspace_id
          AND t.status = 'paid' AND t.ended_at >= date_trunc('year', $7::timestamptz AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')::bigint AS paid
      FROM payout_account p JOIN workspace w ON w.id = p.workspace_id LEFT JOIN "user" u ON u.id = p.tax_form_by_id
      WHERE ${state ? HOLDS[state] : "true"}
        AND ($1::text IS NULL OR p.workspace_id = $1 OR p.processor_account_id = $1 OR w.name ILIKE $2)
        AND ($3::timestamptz IS NULL OR p.created_at >= $3) AND ($4::timestamptz IS NULL OR p.created_at < $4)
        AND ($5::text IS NULL OR (w.name, w.id) > (SELECT c.name, c.id FROM workspace c WHERE c.id = $5))
      ORDER BY w.name, w.id LIMIT $6`,
    [search || null, likeOf(search), from ?? null, to ?? null, cursor, limit, now()],
  );
  return rows.map(toPayeeView);
}

function toPayeeView(row: Row): PayeeView {
  const { status } = row;
  return {
    workspaceId: row.workspace_id,
    name: row.name,
    country: row.country,
    status: status === "enabled" || status === "restricted" ? status : "onboarding",
    missing: Array.isArray(row.missing) ? row.missing.filter((one) => typeof one === "string") : [],
    taxForm: readTaxForm(row.tax_form),
    taxFormKind: readTaxFormKind(row.tax_form_kind),
    taxFormNote: row.tax_form_note,
    taxFormBy: row.tax_form_by,
    taxFormAt: row.tax_form_at,
    pauseNote: row.pause_note,
    bankProblem: row.bank_problem,
    payableNano: row.payable,
    paidThisYearNano: row.paid,
    since: row.created_at,
  };
}

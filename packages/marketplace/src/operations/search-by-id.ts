import { parseGenerationId } from "@tollgate/db/ids";
import { z } from "zod";
import { namesOfWorkspaces } from "../access/names-of-workspaces.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const SearchByIdInput = z.object({
  /** An id of anything, an e-mail address, the beginning of a key, or a short name. */
  query: z.string().trim().min(2, "Enter at least two characters.").max(200, "An id has at most 200 characters."),
});
export type SearchByIdInput = z.input<typeof SearchByIdInput>;

export const FOUND_KINDS = [
  "call",
  "quarantined",
  "journal",
  "payment",
  "refund",
  "dispute",
  "payout_run",
  "payout_item",
  "correction",
  "workspace",
  "user",
  "key",
  "app",
  "grant",
  "provider",
  "endpoint",
  "model",
] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** Something a text names. */
export interface Found {
  readonly kind: FoundKind;
  readonly id: string;
  /** What people know it by. */
  readonly title: string;
  /** A line about it. */
  readonly detail: string;
  /** Workspace it belongs to. */
  readonly workspace: { readonly id: string; readonly name: string } | null;
  readonly at: Date | null;
}

/** Each of these is served by an index: nothing is looked for inside of texts. `$1` is the text, `$2` the uuid in it, `$3` the text in small letters. */
const LOOK_UPS: Readonly<Record<FoundKind, string>> = {
  call: `SELECT 'gen-' || replace(id::text, '-', ''), model_id, outcome || ', $' || trim_scale(charge_nano / 1000000000.0), workspace_id, event_at FROM call WHERE id = $2`,
  quarantined: `SELECT id::text, reason, coalesce(resolution, 'open') || ': ' || left(detail, 160), workspace_id, created_at FROM quarantined_call WHERE id = $2`,
  journal: `SELECT id::text, kind, coalesce(memo, ''), NULL, booked_at FROM journal WHERE id = $2`,
  payment: `SELECT id, kind, status || ', $' || to_char(amount_cents / 100.0, 'FM999999999990.00'), workspace_id, created_at FROM payment
    WHERE id = $1 OR payment_intent_id = $1 OR checkout_session_id = $1`,
  refund: `SELECT id, origin, status || ', $' || to_char(amount_cents / 100.0, 'FM999999999990.00'), workspace_id, created_at FROM refund WHERE id = $1 OR processor_id = $1`,
  dispute: `SELECT id, reason, status || ', $' || to_char(amount_cents / 100.0, 'FM999999999990.00'), workspace_id, opened_at FROM dispute WHERE id = $1`,
  payout_run: `SELECT id, to_char(month, 'YYYY-MM'), status || ', revision ' || revision, NULL, computed_at FROM payout_run WHERE id = $1`,
  payout_item: `SELECT i.id, to_char(r.month, 'YYYY-MM'), '$' || to_char(i.payable_cents / 100.0, 'FM999999999990.00') || ', of run ' || i.run_id, i.payee_workspace_id, r.computed_at
    FROM payout_item i JOIN payout_run r ON r.id = i.run_id
    WHERE i.id = $1 OR i.id = (SELECT item_id FROM payout_attempt WHERE transfer_id = $1)`,
  correction: `SELECT id, kind, status, NULL, requested_at FROM correction WHERE id = $1`,
  workspace: `SELECT id, name, 'called ' || slug, id, created_at FROM workspace WHERE id = $1 OR slug = $3`,
  user: `SELECT id, name, email, NULL, created_at FROM "user" WHERE id = $1 OR email = $3`,
  key: `SELECT id, name, hint || ', ' || kind || CASE WHEN revoked_at IS NOT NULL THEN ', revoked' ELSE '' END, workspace_id, created_at
    FROM api_key WHERE id = $1 OR (length($1) >= 7 AND left(hint, 7) = left($1, 7) AND ($1 NOT LIKE '%…%' OR hint = $1)) LIMIT 20`,
  app: `SELECT id, name, status || ', ' || url, workspace_id, created_at FROM app WHERE id = $1`,
  grant: `SELECT g.id, a.name, g.status::text, g.workspace_id, g.created_at FROM "grant" g JOIN app a ON a.id = g.app_id WHERE g.id = $1`,
  provider: `SELECT id, name, status || ', called ' || slug, workspace_id, created_at FROM provider WHERE id = $1 OR slug = $3`,
  endpoint: `SELECT e.id, e.model_id, e.status || ', of ' || p.name, p.workspace_id, e.created_at FROM endpoint e
    JOIN provider p ON p.id = e.provider_id WHERE e.id = $1`,
  model: `SELECT id, name, author, NULL, created_at FROM model WHERE id = $1`,
};

/**
 * Everything a text names, by exact id or name: no search inside of texts, so that it is quick however much there is, and shows nothing nobody
 * asked for. Operators may.
 */
export async function searchById(ctx: Context, input: SearchByIdInput): Promise<Found[]> {
  requirePlatformRole(ctx, "operator");
  const { query } = parseInput(SearchByIdInput, input);
  const values = [query, parseGenerationId(query), query.toLowerCase()];
  const found = await Promise.all(FOUND_KINDS.map(async (kind) => await lookUp(ctx, kind, values)));
  const rows = found.flat();
  const nameOf = await namesOfWorkspaces(
    ctx,
    rows.flatMap(({ workspaceId }) => workspaceId ?? []),
  );
  return rows.map(({ workspaceId, ...row }) => ({
    ...row,
    workspace: workspaceId ? { id: workspaceId, name: nameOf(workspaceId) } : null,
  }));
}

type Row = Omit<Found, "workspace"> & { readonly workspaceId: string | null };

async function lookUp({ db }: Context, kind: FoundKind, values: readonly unknown[]): Promise<Row[]> {
  const { rows } = await db.pool.query<{
    id: string;
    title: string;
    detail: string;
    workspace: string | null;
    at: Date;
  }>(
    `WITH asked AS (SELECT $1::text, $2::uuid, $3::text) SELECT * FROM (${LOOK_UPS[kind]}) found(id, title, detail, workspace, at)`,
    [...values],
  );
  return rows.map(({ workspace, ...row }) => ({ kind, ...row, workspaceId: workspace || null }));
}

import { type Context, requirePlatformRole } from "../context.ts";
import { notifyPayee } from "./notify-payee.ts";

/** Told of in one pass; the next one goes on. */
const BATCH = 200;
/** Runs that started this long ago are told of; whoever was not reached by then sees it on the page. */
const PATIENCE = "2 days";

/**
 * Writes to payees whose statement of a started run pays nothing: what it comes to and why it carries over. Those who are paid hear of it with their
 * payment. Each is told once, however often this runs. @returns how many were looked after.
 */
export async function tellOfStatements(ctx: Context): Promise<number> {
  requirePlatformRole(ctx, "finance");
  const { rows } = await ctx.db.pool.query<{ id: string }>(
    `SELECT i.id FROM payout_run r JOIN payout_item i ON i.run_id = r.id
      WHERE r.started_at > $1::timestamptz - interval '${PATIENCE}' AND i.payable_cents = 0
        AND NOT EXISTS (SELECT 1 FROM payout_notice n WHERE n.item_id = i.id AND n.kind = 'statement')
      ORDER BY i.id LIMIT ${BATCH}`,
    [ctx.now()],
  );
  for (const { id } of rows) await notifyPayee(ctx, { itemId: id, kind: "statement" });
  return rows.length;
}

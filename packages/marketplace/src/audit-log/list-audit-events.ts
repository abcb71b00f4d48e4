import { z } from "zod";
import { type Context, requireStaff } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { AUDIT_SQL, AuditFilter, type AuditRow, auditValues } from "./audit-filter.ts";

export const ListAuditEventsInput = AuditFilter.extend({
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, "This page does not exist.")
    .nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListAuditEventsInput = z.input<typeof ListAuditEventsInput>;

export interface AuditEventLine {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  /** `null` for the platform itself. */
  readonly actor: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly workspaceId: string | null;
  readonly workspaceName: string | null;
  readonly subjectId: string;
  /** As JSON. */
  readonly detail: string;
}

/** Who did what, newest first. Finance and operators may. */
export async function listAuditEvents(
  ctx: Context,
  input: ListAuditEventsInput,
): Promise<{
  readonly events: readonly AuditEventLine[];
  readonly actions: readonly string[];
  readonly nextCursor: string | null;
}> {
  requireStaff(ctx);
  const { cursor, limit, ...filter } = parseInput(ListAuditEventsInput, input);
  const [page, actions] = await Promise.all([
    ctx.db.pool.query<AuditRow>(`${AUDIT_SQL} AND ($6::bigint IS NULL OR e.id < $6) ORDER BY e.id DESC LIMIT $7`, [
      ...auditValues(filter),
      cursor ?? null,
      limit + 1,
    ]),
    ctx.db.pool.query<{ action: string }>("SELECT DISTINCT action FROM audit_event ORDER BY action LIMIT 300"),
  ]);
  const rows = page.rows.slice(0, limit);
  const last = page.rows.length > limit ? rows.at(-1) : undefined;
  return {
    events: rows.map(toLine),
    actions: actions.rows.map(({ action }) => action),
    nextCursor: last ? last.id.toString() : null,
  };
}

function toLine(row: AuditRow): AuditEventLine {
  return {
    id: row.id.toString(),
    at: row.at,
    action: row.action,
    actor: row.actor_id
      ? { id: row.actor_id, name: row.actor_name ?? row.actor_id, email: row.actor_email ?? "" }
      : null,
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name,
    subjectId: row.subject_id,
    detail: JSON.stringify(row.detail),
  };
}

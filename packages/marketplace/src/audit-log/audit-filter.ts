import { z } from "zod";

const Day = z.iso.date("Choose a day, such as 2026-11-30.");

/** Which deeds: each part narrows. */
export const AuditFilter = z.object({
  /** Part of a person's name or e-mail address. */
  who: z.string().trim().max(200).nullish(),
  /** A verb, such as `createApiKey`. */
  action: z.string().trim().max(100).nullish(),
  /** A workspace, or the id of what was dealt with. */
  about: z.string().trim().max(400).nullish(),
  /** UTC days, both included. */
  from: Day.nullish(),
  to: Day.nullish(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

/** SQL for the deeds that fit, with the people's names; `$1` to `$5`. */
export const AUDIT_SQL = `SELECT e.id, e.at, e.action, e.actor_id, u.name AS actor_name, u.email AS actor_email, e.workspace_id, w.name AS workspace_name,
    e.subject_id, e.detail
  FROM audit_event e LEFT JOIN "user" u ON u.id = e.actor_id LEFT JOIN workspace w ON w.id = e.workspace_id
  WHERE ($1::text IS NULL OR u.name ILIKE $1 OR u.email ILIKE $1) AND ($2::text IS NULL OR e.action = $2)
    AND ($3::text IS NULL OR e.workspace_id = $3 OR e.subject_id = $3)
    AND ($4::date IS NULL OR e.at >= $4::date::timestamp AT TIME ZONE 'UTC')
    AND ($5::date IS NULL OR e.at < ($5::date + 1)::timestamp AT TIME ZONE 'UTC')`;

export function auditValues({ who, action, about, from, to }: AuditFilter): (string | null)[] {
  const like = who ? `%${who.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  return [like, action || null, about || null, from ?? null, to ?? null];
}

export interface AuditRow {
  readonly id: bigint;
  readonly at: Date;
  readonly action: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly actor_email: string | null;
  readonly workspace_id: string | null;
  readonly workspace_name: string | null;
  readonly subject_id: string;
  readonly detail: unknown;
}

import type pg from "pg";
import type { AuditFinding } from "./audit-finding.ts";
import { type AuditScope, journalsOf } from "./audit-scope.ts";

export interface ChainHead {
  readonly position: bigint;
  readonly hash: Buffer | null;
}

/** Newest link in the pass's snapshot; position 0 while there is none. */
export async function readChainHead(client: pg.PoolClient): Promise<ChainHead> {
  const { rows } = await client.query<ChainHead>(
    "SELECT position, hash FROM journal_link ORDER BY position DESC LIMIT 1",
  );
  return rows[0] ?? { position: 0n, hash: null };
}

/**
 * Remembers what a clean pass computed, so that the next one adds what came since: every account's entries up to the head of the chain.
 * Journals that still wait for their link belong to the next pass.
 */
export async function saveCheckpoint(scope: AuditScope, head: ChainHead): Promise<void> {
  const linked = `JOIN journal_link l ON l.journal_id = j.id AND l.position <= ${head.position}`;
  const added = `SELECT e.account_id, sum(e.amount_nano)::bigint AS nano
    FROM (${journalsOf(scope)}) j ${linked} JOIN entry e ON e.journal_id = j.id GROUP BY e.account_id`;
  const next = scope.full ? "excluded.posted_nano" : "audit_checkpoint.posted_nano + excluded.posted_nano";
  await scope.client.query(
    `INSERT INTO audit_checkpoint (account_id, posted_nano) ${added}
       ON CONFLICT (account_id) DO UPDATE SET posted_nano = ${next}`,
  );
}

export interface AuditPass {
  readonly ok: boolean;
  readonly accounts: number;
  readonly entries: bigint;
  readonly durationMs: number;
  readonly head: ChainHead;
}

/** Stores the pass and its findings. @returns its id. */
export async function saveAudit(
  scope: AuditScope,
  pass: AuditPass,
  findings: readonly AuditFinding[],
): Promise<bigint> {
  const { client, full, now } = scope;
  const { rows } = await client.query<{ id: bigint }>(
    `INSERT INTO ledger_audit (at, ok, accounts, entries, findings, is_full, chain_position, chain_hash, duration_ms)
       VALUES ($1, $2, $3, $4, '[]', $5, $6, $7, $8) RETURNING id`,
    [now, pass.ok, pass.accounts, pass.entries, full, pass.head.position, pass.head.hash, pass.durationMs],
  );
  const id = rows[0]?.id ?? 0n;
  const column = (name: keyof AuditFinding) => findings.map((finding) => finding[name]);
  await client.query(
    `INSERT INTO audit_finding (audit_id, kind, subject, sentence, expected, actual)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`,
    [id, column("kind"), column("subject"), column("sentence"), column("expected"), column("actual")],
  );
  return id;
}

import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { alertOperators } from "./alert-operators.ts";
import type { AuditFinding } from "./audit/audit-finding.ts";
import type { AuditScope } from "./audit/audit-scope.ts";
import { checkBills } from "./audit/check-bills.ts";
import { checkBooks } from "./audit/check-books.ts";
import { checkChain } from "./audit/check-chain.ts";
import { checkHolds } from "./audit/check-holds.ts";
import { checkOrphans } from "./audit/check-orphans.ts";
import { checkPromotional } from "./audit/check-promotional.ts";
import { checkRedis } from "./audit/check-redis.ts";
import { checkRollUps } from "./audit/check-roll-ups.ts";
import { checkSponsored } from "./audit/check-sponsored.ts";
import { readChainHead, saveAudit, saveCheckpoint } from "./audit/save-audit.ts";
import { linkJournals } from "./link-journals.ts";

export type { AuditFinding };

export interface LedgerAuditResult {
  readonly id: string;
  readonly ok: boolean;
  readonly full: boolean;
  readonly accounts: number;
  /** Entries there are, looked at or not. */
  readonly entries: bigint;
  readonly chainPosition: bigint;
  readonly durationMs: number;
  readonly findings: readonly AuditFinding[];
}

export interface AuditLedgerOptions {
  /** All of history instead of what came since the last clean pass. Left out: at night, and while the last pass was not clean. */
  readonly full?: boolean;
}

type AuditServices = Pick<Services, "db" | "redis" | "now" | "mailer" | "urls">;

const QUIET_HOUR = 3;
/** One pass at a time, on any worker. */
const AUDIT_LOCK = 7_236_450_919;

/**
 * Recomputes the books from their entries and compares: balances, journals, calls and their bills, the hash chain, payments, and what Redis
 * authorises against. One consistent snapshot of Postgres, no locks on what it reads; the pass and each finding are stored, and operators are
 * told of findings they do not know yet.
 * @throws MarketplaceError `conflict` while another pass runs.
 */
export async function auditLedger(
  services: AuditServices,
  options: AuditLedgerOptions = {},
): Promise<LedgerAuditResult> {
  const began = performance.now();
  await linkJournals(services);
  const ofRedis = [...(await checkRedis(services)), ...(await checkHolds(services))];
  const result = await auditPostgres(services, options, { began, ofRedis });
  // Its connection is given back by now: this asks for one.
  await alertOperators(services, BigInt(result.id));
  return result;
}

interface AlreadyKnown {
  /** When the pass began, by the clock of durations. */
  readonly began: number;
  readonly ofRedis: readonly AuditFinding[];
}

async function auditPostgres(
  { db, now }: AuditServices,
  options: AuditLedgerOptions,
  { began, ofRedis }: AlreadyKnown,
): Promise<LedgerAuditResult> {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    const { rows } = await client.query<{ free: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS free", [
      AUDIT_LOCK,
    ]);
    if (!rows[0]?.free) throw new MarketplaceError("conflict", "Another audit is running.");
    const scope = await scopeOf(client, { full: options.full, now: now() });
    const findings = [
      ...(await checkBooks(scope)),
      ...(await checkBills(scope)),
      ...(await checkChain(scope)),
      ...(await checkPromotional(scope)),
      ...(await checkSponsored(scope)),
      ...(await checkOrphans(scope)),
      ...(await checkRollUps(scope)),
      ...ofRedis,
    ];
    const ok = findings.length === 0;
    const head = await readChainHead(client);
    if (ok) await saveCheckpoint(scope, head);
    const pass = { ok, head, durationMs: Math.round(performance.now() - began), ...(await sizeOf(client)) };
    const id = await saveAudit(scope, pass, findings);
    await client.query("COMMIT");
    const { accounts, entries, durationMs } = pass;
    return { id: `${id}`, ok, full: scope.full, accounts, entries, chainPosition: head.position, durationMs, findings };
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

type Client = AuditScope["client"];

/** A pass goes on from the last one if that was clean; at night, and until everything is explained, it looks at all of history. */
async function scopeOf(client: Client, { full, now }: { full: boolean | undefined; now: Date }): Promise<AuditScope> {
  const { rows } = await client.query<{ ok: boolean; after: bigint }>(
    "SELECT ok, chain_position AS after FROM ledger_audit ORDER BY id DESC LIMIT 1",
  );
  const [last] = rows;
  const whole = full ?? (!last?.ok || now.getUTCHours() === QUIET_HOUR);
  // Before the first clean pass there is nothing to go on from.
  const after = whole || !last?.ok ? 0n : last.after;
  return { client, full: whole || after === 0n, after, now };
}

async function sizeOf(client: Client): Promise<{ accounts: number; entries: bigint }> {
  const { rows } = await client.query<{ accounts: number; entries: bigint }>(
    "SELECT (SELECT count(*) FROM ledger_account)::integer AS accounts, (SELECT coalesce(sum(entry_count), 0) FROM journal)::bigint AS entries",
  );
  return rows[0] ?? { accounts: 0, entries: 0n };
}

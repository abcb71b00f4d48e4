import { setTimeout as pause } from "node:timers/promises";
import { type CreditState, readCreditState } from "@tollgate/db/redis/credit-state";
import { readExpiredCalls } from "@tollgate/db/redis/open-calls";
import { SHARDS } from "@tollgate/db/redis/shards";
import { readUsage } from "@tollgate/db/redis/usage-stream";
import { readSpendableCredit, type SpendableCredit } from "@tollgate/db/spendable-credit";
import type { Services } from "../../context.ts";
import { type AuditFinding, type DifferenceRow, type FindingKind, toFindings } from "./audit-finding.ts";
import { MAX_FINDINGS } from "./audit-scope.ts";

type Stores = Pick<Services, "db" | "redis">;

/** Both stores move while they are read: what differs must still differ after this long, several times over. */
const CONFIRM_MS = 400;
const CONFIRMATIONS = 3;
/** Expired holds are swept, and usage is settled, within seconds; a minute means that nobody does it. */
const PATIENCE_S = 60;
const WORKSPACES_AT_ONCE = 200;

/** What Redis authorises against, compared with Postgres; open calls past their time; usage that waits too long. */
export async function checkRedis(stores: Stores): Promise<AuditFinding[]> {
  return [
    ...(await creditFindings(stores)),
    ...toFindings("intent_expired", await expiredIntents(stores)),
    ...toFindings("stream_lag", await laggingStreams(stores)),
  ];
}

/** Findings that stay while both stores go on working. */
async function creditFindings(stores: Stores): Promise<AuditFinding[]> {
  let suspects = await workspacesWithCredit(stores);
  let findings: AuditFinding[] = [];
  for (let round = 0; round <= CONFIRMATIONS && suspects.length > 0; round++) {
    if (round > 0) await pause(CONFIRM_MS);
    const differing = await differingCredit(stores, suspects);
    findings = differing.map(({ finding }) => finding);
    suspects = differing.map(({ workspaceId }) => workspaceId);
  }
  return findings.slice(0, MAX_FINDINGS);
}

async function workspacesWithCredit({ db }: Stores): Promise<string[]> {
  const { rows } = await db.pool.query<{ owner: string }>(
    "SELECT DISTINCT owner FROM ledger_account WHERE type IN ('customer_credit', 'customer_promotional_credit') ORDER BY owner",
  );
  return rows.map((row) => row.owner);
}

async function differingCredit({ db, redis }: Stores, workspaceIds: readonly string[]) {
  const found: { workspaceId: string; finding: AuditFinding }[] = [];
  for (let start = 0; start < workspaceIds.length; start += WORKSPACES_AT_ONCE) {
    const some = workspaceIds.slice(start, start + WORKSPACES_AT_ONCE);
    // Redis first: what Postgres books in between makes Redis look older, never newer.
    const states = await Promise.all(some.map((workspaceId) => readCreditState(redis, workspaceId)));
    const credit = new Map((await readSpendableCredit(db.pool, some)).map((one) => [one.workspaceId, one]));
    for (const [index, workspaceId] of some.entries()) {
      const [state, posted] = [states[index], credit.get(workspaceId)];
      if (!state || !posted) continue;
      const difference = compareCredit(state, posted);
      if (!difference) continue;
      const [finding] = toFindings(difference.kind, [{ subject: workspaceId, ...difference }]);
      if (finding) found.push({ workspaceId, finding });
    }
  }
  return found;
}

interface CreditDifference {
  readonly kind: FindingKind;
  readonly expected: bigint;
  readonly actual: bigint;
}

/** The first thing that Redis and Postgres disagree about. Redis may lag behind for a moment, but never lead. */
export function compareCredit(state: CreditState, posted: SpendableCredit): CreditDifference | null {
  const available = state.baseNano - state.heldNano - state.unsettledNano;
  if (available !== state.availableNano)
    return { kind: "credit_inconsistent", expected: available, actual: state.availableNano };
  if (state.version > posted.version) return { kind: "credit_ahead", expected: posted.version, actual: state.version };
  if (state.baseNano === posted.postedNano) return null;
  const kind = state.version === posted.version ? "credit_differs" : "credit_stale";
  return { kind, expected: posted.postedNano, actual: state.baseNano };
}

async function expiredIntents({ redis }: Stores): Promise<DifferenceRow[]> {
  const [seconds] = await redis.time();
  const rows: DifferenceRow[] = [];
  for (let shard = 0; shard < SHARDS && rows.length < MAX_FINDINGS; shard++) {
    for (const { callId, expiredAtMs } of await readExpiredCalls(redis, shard, MAX_FINDINGS)) {
      const late = Number(seconds) - Math.floor(expiredAtMs / 1000);
      if (late > PATIENCE_S) rows.push({ subject: callId, expected: "0", actual: `${late}` });
    }
  }
  return rows;
}

async function laggingStreams({ redis }: Stores): Promise<DifferenceRow[]> {
  const [seconds] = await redis.time();
  const rows: DifferenceRow[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    const [oldest] = await readUsage(redis, shard, 1);
    if (!oldest) continue;
    // A stream id begins with the Unix milliseconds of its entry.
    const age = Number(seconds) - Math.floor(Number.parseInt(oldest.streamId, 10) / 1000);
    if (age > PATIENCE_S) rows.push({ subject: `settlement stream ${shard}`, expected: "0", actual: `${age}` });
  }
  return rows;
}

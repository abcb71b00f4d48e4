import { setTimeout as pause } from "node:timers/promises";
import { type CreditOf, creditKey } from "@tollgate/db/redis/credit-key";
import { type CreditState, readCreditState } from "@tollgate/db/redis/credit-state";
import { readExpiredCalls } from "@tollgate/db/redis/open-calls";
import { SHARDS } from "@tollgate/db/redis/shards";
import { readUsage } from "@tollgate/db/redis/usage-stream";
import { readSpendableCredit, type SpendableCredit } from "@tollgate/db/spendable-credit";
import { readSponsoredCredit } from "@tollgate/db/sponsored-credit";
import type { Services } from "../../context.ts";
import { sponsoredLots } from "../../settlement/project-credit.ts";
import { type AuditFinding, type DifferenceRow, type FindingKind, toFindings } from "./audit-finding.ts";
import { MAX_FINDINGS } from "./audit-scope.ts";
import { ownersOfCredit } from "./owners-of-credit.ts";

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
  let suspects = await ownersOfCredit(stores);
  let findings: AuditFinding[] = [];
  for (let round = 0; round <= CONFIRMATIONS && suspects.length > 0; round++) {
    if (round > 0) await pause(CONFIRM_MS);
    const differing = await differingCredit(stores, suspects);
    findings = differing.map(({ finding }) => finding);
    suspects = differing.map(({ owner }) => owner);
  }
  return findings.slice(0, MAX_FINDINGS);
}

/** Reads what several owners have, in their order. */
async function readPosted({ db }: Stores, owners: readonly CreditOf[]): Promise<Map<string, SpendableCredit>> {
  const workspaceIds = owners.filter(({ lotId }) => !lotId).map(({ workspaceId }) => workspaceId);
  const credit = [
    ...(await readSpendableCredit(db.pool, workspaceIds)),
    ...(await readSponsoredCredit(db.pool, sponsoredLots(owners))),
  ];
  return new Map(credit.map((one) => [creditKey(one), one]));
}

async function differingCredit(stores: Stores, owners: readonly CreditOf[]) {
  const found: { owner: CreditOf; finding: AuditFinding }[] = [];
  for (let start = 0; start < owners.length; start += WORKSPACES_AT_ONCE) {
    const some = owners.slice(start, start + WORKSPACES_AT_ONCE);
    // Redis first: what Postgres books in between makes Redis look older, never newer.
    const states = await Promise.all(
      some.map(({ workspaceId, lotId }) => readCreditState(stores.redis, workspaceId, lotId)),
    );
    const credit = await readPosted(stores, some);
    for (const [index, owner] of some.entries()) {
      const [state, posted] = [states[index], credit.get(creditKey(owner))];
      if (!state || !posted) continue;
      const difference = compareCredit(state, posted);
      if (!difference) continue;
      const [finding] = toFindings(difference.kind, [{ subject: owner.lotId ?? owner.workspaceId, ...difference }]);
      if (finding) found.push({ owner, finding });
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

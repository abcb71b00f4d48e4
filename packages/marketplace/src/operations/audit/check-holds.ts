import { setTimeout as pause } from "node:timers/promises";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { type Fields, inspectShard, type ShardContents } from "@tollgate/db/redis/inspect-shard";
import { SHARDS, shardOf } from "@tollgate/db/redis/shards";
import { z } from "zod";
import type { Services } from "../../context.ts";
import { type AuditFinding, type DifferenceRow, toFindings } from "./audit-finding.ts";
import { MAX_FINDINGS } from "./audit-scope.ts";

type Stores = Pick<Services, "db" | "redis">;

/** What differs must differ a second time: Redis may have begun anew between two readings. */
const CONFIRM_MS = 400;
const WORKSPACES_AT_ONCE = 1_000;

const Json = z.string().transform((text, issues): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    issues.addIssue({ code: "custom", message: "not JSON" });
    return z.NEVER;
  }
});
const Nano = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);
/** Only what this check needs: what cannot be read is found elsewhere. */
const Owned = Json.pipe(z.object({ wsp: z.string() }));
const Charged = Json.pipe(
  z.object({
    wsp: z.string(),
    legs: z
      .object({ cost: Nano, fee: Nano, surcharge: Nano })
      .transform((legs) => legs.cost + legs.fee + legs.surcharge),
  }),
);

/** What Redis keeps out of a workspace's spendable credit, and what there is that it can be kept out for. */
interface Kept {
  readonly workspaceId: string;
  readonly held: { readonly expected: bigint; readonly actual: bigint };
  readonly unsettled: { readonly expected: bigint; readonly actual: bigint };
}

/**
 * Whether what Redis holds of each workspace is what its open calls and refunds under way hold, and what it keeps for unsettled charges is what
 * waits in the stream or in quarantine. A hold nobody gives back would keep credit from being spent for good.
 */
export async function checkHolds(stores: Stores): Promise<AuditFinding[]> {
  let suspects = await differing(stores, await workspacesWithCredit(stores));
  if (suspects.length > 0) {
    await pause(CONFIRM_MS);
    suspects = await differing(
      stores,
      suspects.map(({ workspaceId }) => workspaceId),
    );
  }
  const rows = (part: "held" | "unsettled"): DifferenceRow[] =>
    suspects
      .filter((kept) => kept[part].expected !== kept[part].actual)
      .map((kept) => ({ subject: kept.workspaceId, ...kept[part] }))
      .slice(0, MAX_FINDINGS);
  return [...toFindings("holds_differ", rows("held")), ...toFindings("unsettled_differs", rows("unsettled"))];
}

async function workspacesWithCredit({ db }: Stores): Promise<string[]> {
  const { rows } = await db.pool.query<{ owner: string }>(
    "SELECT DISTINCT owner FROM ledger_account WHERE type IN ('customer_credit', 'customer_promotional_credit') ORDER BY owner",
  );
  return rows.map((row) => row.owner);
}

async function differing(stores: Stores, workspaceIds: readonly string[]): Promise<Kept[]> {
  const found: Kept[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    const ofShard = workspaceIds.filter((workspaceId) => shardOf(workspaceId) === shard);
    for (let start = 0; start < ofShard.length; start += WORKSPACES_AT_ONCE)
      found.push(...(await compareShard(stores, shard, ofShard.slice(start, start + WORKSPACES_AT_ONCE))));
  }
  return found.filter(
    ({ held, unsettled }) => held.expected !== held.actual || unsettled.expected !== unsettled.actual,
  );
}

async function compareShard({ db, redis }: Stores, shard: number, workspaceIds: readonly string[]): Promise<Kept[]> {
  const loaded = await Promise.all(
    workspaceIds.map(async (workspaceId) => ((await readCreditState(redis, workspaceId)) ? [workspaceId] : [])),
  );
  const asked = loaded.flat();
  if (asked.length === 0) return [];
  const contents = await inspectShard(redis, shard, asked);
  if (contents === null) return [];
  const sums = sumsOf(contents, await ownersOf(db, [...contents.quarantined.keys()]));
  return asked.map((workspaceId, index) => ({ workspaceId, ...keptOf(sums, workspaceId, contents.credit[index]) }));
}

/** Workspaces of calls in quarantine. */
async function ownersOf({ pool }: Stores["db"], callIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (callIds.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; workspace_id: string }>(
    "SELECT id::text, workspace_id FROM quarantined_call WHERE id = ANY ($1::uuid[])",
    [callIds],
  );
  return new Map(rows.map((row) => [row.id, row.workspace_id]));
}

/** Amounts by workspace and epoch: what was written in another epoch than the credit counts for nothing. */
interface Sums {
  readonly held: ReadonlyMap<string, bigint>;
  readonly unsettled: ReadonlyMap<string, bigint>;
  readonly quarantined: ReadonlyMap<string, bigint>;
}

function sumsOf({ calls, usage, quarantined }: ShardContents, owners: ReadonlyMap<string, string>): Sums {
  const sums = { held: new Map(), unsettled: new Map(), quarantined: new Map() };
  for (const call of calls) {
    const intent = Owned.safeParse(call.get("intent"));
    if (intent.success) add(sums.held, inEpoch(intent.data.wsp, call), BigInt(call.get("hold") ?? "0"));
  }
  for (const entry of usage) {
    const event = entry.has("loose") ? null : Charged.safeParse(entry.get("event"));
    if (event?.success) add(sums.unsettled, inEpoch(event.data.wsp, entry), event.data.legs);
  }
  for (const [callId, charge] of quarantined) add(sums.quarantined, owners.get(callId) ?? "", BigInt(charge));
  return sums;
}

function keptOf(sums: Sums, workspaceId: string, credit: Fields = new Map()): Omit<Kept, "workspaceId"> {
  const key = inEpoch(workspaceId, credit);
  let held = sums.held.get(key) ?? 0n;
  for (const [field, amount] of credit) if (field.startsWith("reserved:")) held += BigInt(amount);
  const unsettled = (sums.unsettled.get(key) ?? 0n) + (sums.quarantined.get(workspaceId) ?? 0n);
  return {
    held: { expected: held, actual: BigInt(credit.get("held") ?? "0") },
    unsettled: { expected: unsettled, actual: BigInt(credit.get("unsettled") ?? "0") },
  };
}

function inEpoch(workspaceId: string, fields: Fields): string {
  return `${workspaceId}@${fields.get("epoch") ?? ""}`;
}

function add(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

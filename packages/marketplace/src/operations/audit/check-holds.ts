import { setTimeout as pause } from "node:timers/promises";
import type { CreditOf } from "@tollgate/db/redis/credit-key";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { type Fields, inspectShard, type ShardContents } from "@tollgate/db/redis/inspect-shard";
import { reservationId } from "@tollgate/db/redis/reserve-credit";
import { SHARDS, shardOf } from "@tollgate/db/redis/shards";
import { z } from "zod";
import type { Services } from "../../context.ts";
import { type AuditFinding, type DifferenceRow, toFindings } from "./audit-finding.ts";
import { MAX_FINDINGS } from "./audit-scope.ts";
import { ownersOfCredit } from "./owners-of-credit.ts";

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
const Sponsor = z.string().nullable().default(null);
const Owned = Json.pipe(z.object({ wsp: z.string(), sponsor: Sponsor }));
const Charged = Json.pipe(
  z.object({
    wsp: z.string(),
    sponsor: Sponsor,
    legs: z
      .object({ cost: Nano, fee: Nano, surcharge: Nano })
      .transform((legs) => legs.cost + legs.fee + legs.surcharge),
  }),
);

/** What Redis keeps out of a workspace's spendable credit, and what there is that it can be kept out for. */
interface Kept extends CreditOf {
  readonly held: { readonly expected: bigint; readonly actual: bigint };
  readonly unsettled: { readonly expected: bigint; readonly actual: bigint };
}

/**
 * Whether what Redis holds of each workspace is what its open calls and refunds under way hold, and what it keeps for unsettled charges is what
 * waits in the stream or in quarantine. A hold nobody gives back would keep credit from being spent for good.
 */
export async function checkHolds(stores: Stores): Promise<AuditFinding[]> {
  let suspects = await differing(stores, await ownersOfCredit(stores));
  if (suspects.length > 0) {
    await pause(CONFIRM_MS);
    suspects = await differing(stores, suspects);
  }
  const rows = (part: "held" | "unsettled"): DifferenceRow[] =>
    suspects
      .filter((kept) => kept[part].expected !== kept[part].actual)
      .map((kept) => ({ subject: nameOf(kept), ...kept[part] }))
      .slice(0, MAX_FINDINGS);
  return [...toFindings("holds_differ", rows("held")), ...toFindings("unsettled_differs", rows("unsettled"))];
}

/** As intents and events name what they are held on. */
function nameOf({ workspaceId, lotId }: CreditOf): string {
  return lotId ?? workspaceId;
}

async function differing(stores: Stores, owners: readonly CreditOf[]): Promise<Kept[]> {
  const found: Kept[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    const ofShard = owners.filter(({ workspaceId }) => shardOf(workspaceId) === shard);
    for (let start = 0; start < ofShard.length; start += WORKSPACES_AT_ONCE)
      found.push(...(await compareShard(stores, shard, ofShard.slice(start, start + WORKSPACES_AT_ONCE))));
  }
  return found.filter(
    ({ held, unsettled }) => held.expected !== held.actual || unsettled.expected !== unsettled.actual,
  );
}

async function compareShard({ db, redis }: Stores, shard: number, owners: readonly CreditOf[]): Promise<Kept[]> {
  const loaded = await Promise.all(
    owners.map(async (owner) => ((await readCreditState(redis, owner.workspaceId, owner.lotId)) ? [owner] : [])),
  );
  const asked = loaded.flat();
  if (asked.length === 0) return [];
  const contents = await inspectShard(redis, shard, asked.map(nameOf));
  if (contents === null) return [];
  const sums = sumsOf(contents, await ownersOf(db, [...contents.quarantined.keys()]));
  const over = await endedRefunds(
    db,
    contents.credit.flatMap((fields) => [...fields.keys()]),
  );
  return asked.map((owner, index) => ({
    ...owner,
    ...keptOf({ ...sums, over }, nameOf(owner), contents.credit[index]),
  }));
}

/** Of what is reserved in these fields of credit, what refunds that are over have left: nobody will give it back. */
async function endedRefunds({ pool }: Stores["db"], fields: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = fields.flatMap((field) => reservationId(field) ?? []);
  if (ids.length === 0) return new Set();
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM refund WHERE id = ANY ($1::text[]) AND status NOT IN ('reserving', 'submitting')",
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** What calls in quarantine were held on. */
async function ownersOf({ pool }: Stores["db"], callIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (callIds.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; name: string }>(
    "SELECT id::text, coalesce(event ->> 'sponsor', workspace_id) AS name FROM quarantined_call WHERE id = ANY ($1::uuid[])",
    [callIds],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Amounts by workspace or lot and epoch: what was written in another epoch than the credit counts for nothing. */
interface Sums {
  readonly held: ReadonlyMap<string, bigint>;
  readonly unsettled: ReadonlyMap<string, bigint>;
  readonly quarantined: ReadonlyMap<string, bigint>;
}

function sumsOf({ calls, usage, quarantined }: ShardContents, owners: ReadonlyMap<string, string>): Sums {
  const sums = { held: new Map(), unsettled: new Map(), quarantined: new Map() };
  for (const call of calls) {
    const intent = Owned.safeParse(call.get("intent"));
    if (intent.success)
      add(sums.held, inEpoch(intent.data.sponsor ?? intent.data.wsp, call), BigInt(call.get("hold") ?? "0"));
  }
  for (const entry of usage) {
    const event = entry.has("loose") ? null : Charged.safeParse(entry.get("event"));
    if (event?.success) add(sums.unsettled, inEpoch(event.data.sponsor ?? event.data.wsp, entry), event.data.legs);
  }
  for (const [callId, charge] of quarantined) add(sums.quarantined, owners.get(callId) ?? "", BigInt(charge));
  return sums;
}

function keptOf(
  sums: Sums & { readonly over: ReadonlySet<string> },
  name: string,
  credit: Fields = new Map(),
): Pick<Kept, "held" | "unsettled"> {
  const key = inEpoch(name, credit);
  let held = sums.held.get(key) ?? 0n;
  for (const [field, amount] of credit) {
    const id = reservationId(field);
    if (id !== null && !sums.over.has(id)) held += BigInt(amount);
  }
  const unsettled = (sums.unsettled.get(key) ?? 0n) + (sums.quarantined.get(name) ?? 0n);
  return {
    held: { expected: held, actual: BigInt(credit.get("held") ?? "0") },
    unsettled: { expected: unsettled, actual: BigInt(credit.get("unsettled") ?? "0") },
  };
}

function inEpoch(name: string, fields: Fields): string {
  return `${name}@${fields.get("epoch") ?? ""}`;
}

function add(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

import type { Redis } from "ioredis";
import type { SpendableCredit } from "../spendable-credit.ts";
import { type CreditOf, creditKey } from "./credit-key.ts";
import { SET_BASE_LUA } from "./credit-state.ts";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { BACKLOG_SUFFIX, redisKeys } from "./shards.ts";

/**
 * Deletes settled entries from the stream and brings the new balances to Redis. An entry's charge leaves `unsettled` only with the entry, so
 * acknowledging twice changes nothing.
 * The charge of an entry that went to quarantine stays in `unsettled`, and is noted there, until the entry is resolved; once per call, so an
 * entry whose call is noted already gives its own charge back.
 * An entry of another epoch, or one that the hash does not know of, is in no sum and changes none.
 * KEYS: epoch, usage, quarantined, credit keys…
 * ARGV: number of entries, then per entry: stream id, index of its credit key or 0, charge, call id when it is quarantined, epoch or ""; then
 * per credit key: base, version.
 */
const ACKNOWLEDGE = redisScript(`${EPOCH_LUA}${SET_BASE_LUA}
local n = tonumber(ARGV[1])
local arg = 2
for _ = 1, n do
  local id, index, charge, kept, of = ARGV[arg], tonumber(ARGV[arg + 1]), ARGV[arg + 2], ARGV[arg + 3], ARGV[arg + 4]
  arg = arg + 5
  local deleted = redis.call('XDEL', KEYS[2], id) == 1
  if deleted and charge ~= '0' then redis.call('DECRBY', KEYS[2] .. '${BACKLOG_SUFFIX}', charge) end
  if deleted and index > 0 and charge ~= '0' and (of == '' or of == epoch) then
    local key = KEYS[index]
    if available(key) and (kept == '' or redis.call('HSETNX', KEYS[3], kept, charge) == 0) then
      redis.call('HINCRBY', key, 'unsettled', '-' .. charge)
      if string.sub(redis.call('HGET', key, 'unsettled'), 1, 1) == '-' then
        redis.call('HINCRBY', key, 'unsettled', charge)
      else
        redis.call('HINCRBY', key, 'avail', charge)
      end
    end
  end
end
if redis.call('XLEN', KEYS[2]) == 0 then redis.call('DEL', KEYS[2] .. '${BACKLOG_SUFFIX}') end
for i = 4, #KEYS do
  set_base(KEYS[i], ARGV[arg], ARGV[arg + 1], false)
  arg = arg + 2
end
return 'ok'
`);

export interface SettledEntry extends CreditOf {
  readonly streamId: string;
  readonly chargeNano: bigint;
  /** Whether the charge is part of `unsettled`: not for loose events. */
  readonly countsAsUnsettled: boolean;
  /** In which it was counted; "" when its entry does not say. */
  readonly epoch: string;
  /** Id of the call when its event went to quarantine: its charge stays out of what can be spent until it is resolved. */
  readonly quarantinedCallId: string | null;
}

/** Acknowledges entries of one shard. Call after the settlement committed, never before. */
export async function acknowledgeSettled(
  redis: Redis,
  shard: number,
  { entries, credit }: { readonly entries: readonly SettledEntry[]; readonly credit: readonly SpendableCredit[] },
): Promise<void> {
  const indexes = new Map(credit.map((one, index) => [creditKey(one), index + 4]));
  const keys = [redisKeys.epoch(shard), redisKeys.usage(shard), redisKeys.quarantined(shard), ...credit.map(creditKey)];
  const args: (string | number)[] = [entries.length];
  for (const entry of entries) {
    const index = entry.countsAsUnsettled ? (indexes.get(creditKey(entry)) ?? 0) : 0;
    args.push(entry.streamId, index, `${entry.chargeNano}`, entry.quarantinedCallId ?? "", entry.epoch);
  }
  for (const one of credit) args.push(`${one.postedNano}`, `${one.version}`);
  await runScript(redis, ACKNOWLEDGE, { keys, args });
}

import { MAX_CACHE_SECONDS } from "@tollgate/gateway/answer-cache";
import { nanoToUsd } from "@tollgate/gateway/decimal";
import type { KeyManagement } from "@tollgate/marketplace/access/manage-keys";
import type { ManagedKey } from "@tollgate/marketplace/access/managed-key";
import { z } from "zod";
import type { AccountDeed } from "./account-route.ts";
import { accountJson, money, remainingOf } from "./money-json.ts";
import { parseObject } from "./parse-object.ts";
import { Refusal } from "./refusal.ts";

/** A request of a management key. */
export interface ManagedRequest {
  readonly deed: AccountDeed;
  readonly named: string;
  readonly query: URLSearchParams;
  /** Bytes of the body; empty for methods without one. */
  readonly body: Buffer;
}

export interface ManagedAnswer {
  readonly status: number;
  readonly body: string;
  /** Of a key that was just made. */
  readonly secret?: string;
}

/**
 * Answers what a management key asks, in the shapes that OpenRouter's clients read.
 * @throws Refusal for a body that is none; MarketplaceError for what the verbs refuse.
 */
export async function managedAnswer(keys: KeyManagement, request: ManagedRequest): Promise<ManagedAnswer> {
  const { deed, named, query } = request;
  switch (deed) {
    case "activity":
      return await activity(keys, query);
    case "cache.clear":
      return ok({ data: await keys.clearCache() });
    case "keys.list": {
      const input = {
        offset: Number(query.get("offset") ?? 0),
        includeDisabled: query.get("include_disabled") === "true",
      };
      return ok({ data: (await keys.list(input)).map(describeKey) });
    }
    case "keys.create": {
      const { key, secret } = await keys.create(readNewKey(request.body));
      return { ...ok({ data: describeKey(key), key: secret }), status: 201, secret };
    }
    case "keys.get":
      return ok({ data: describeKey(await keys.get(named)) });
    case "keys.update":
      return ok({ data: describeKey(await keys.update(named, readChanges(request.body))) });
    case "keys.delete":
      await keys.remove(named);
      return ok({ deleted: true });
    default:
      throw new TypeError(`${deed} is not a management key's to do`);
  }
}

const ok = (body: unknown): ManagedAnswer => ({ status: 200, body: accountJson(body) });

async function activity(keys: KeyManagement, query: URLSearchParams): Promise<ManagedAnswer> {
  const lines = await keys.activity({ date: query.get("date"), keyHash: query.get("api_key_hash") });
  return ok({
    data: lines.map((line) => ({
      date: line.date,
      model: line.modelId,
      model_permaslug: line.modelId,
      endpoint_id: line.endpointId,
      provider_name: line.providerName,
      usage: money(line.chargeNano),
      usage_nano: line.chargeNano,
      byok_usage_inference: money(line.ownKeyNano),
      requests: line.calls,
      prompt_tokens: line.promptTokens,
      completion_tokens: line.completionTokens,
      reasoning_tokens: line.reasoningTokens,
    })),
  });
}

/** An amount in USD as a JSON number or text; nine decimals are exact, and what is below them is cut off. */
const Usd = z
  .custom<number | string>(
    (usd) => (typeof usd === "number" ? usd >= 0 && usd <= 1e9 : typeof usd === "string" && usd.length <= 40),
    "A limit is an amount in USD from 0 to 1000000000, such as 12.5, or null.",
  )
  .transform((usd) => (typeof usd === "number" ? usd.toFixed(9) : usd));

const KeyBody = z.object({
  name: z.string("Give the key a name.").optional(),
  limit: Usd.nullish(),
  limit_reset: z
    .enum(["daily", "weekly", "monthly"], "A limit starts over daily, weekly, monthly, or with null never.")
    .nullish(),
  disabled: z.boolean("Say true or false for disabled.").optional(),
  expires_at: z.iso
    .datetime({ offset: true, error: "A time is an ISO 8601 text, such as 2027-01-31T00:00:00Z." })
    .transform((text) => new Date(text))
    .nullish(),
  cache_ttl: z.int(`A time is a whole number of seconds from 1 to ${MAX_CACHE_SECONDS}, or null.`).nullish(),
  /** What a provider bills the workspace itself is not known here, so no limit can count it. */
  include_byok_in_limit: z
    .literal(
      false,
      "What providers bill on your own keys is not known here and counts on no limit; leave include_byok_in_limit out.",
    )
    .nullish(),
});

function readKeyBody(bytes: Buffer) {
  const read = parseObject(KeyBody, bytes);
  const { name, limit, limit_reset: reset, disabled, expires_at: expiresAt, cache_ttl: cacheTtlSeconds } = read;
  const limits = {
    limitUsd: limit,
    expiresAt,
    cacheTtlSeconds,
    limitReset: reset === null ? ("never" as const) : reset,
  };
  return { name, disabled, limits };
}

function readNewKey(bytes: Buffer) {
  const { name, disabled, limits } = readKeyBody(bytes);
  if (disabled === true)
    throw new Refusal("invalid_request", {
      details: { message: "A new key is enabled; disable it with PATCH /v1/keys/{hash}.", param: "disabled" },
    });
  return { name: name ?? "", ...limits };
}

function readChanges(bytes: Buffer) {
  const { name, disabled, limits } = readKeyBody(bytes);
  return { name, disabled, ...limits };
}

function describeKey(key: ManagedKey) {
  return {
    hash: key.hash,
    id: key.id,
    name: key.name,
    label: key.hint,
    disabled: key.disabled,
    limit: money(key.limitNano),
    limit_remaining: money(remainingOf(key)),
    limit_reset: key.limitReset === "never" ? null : key.limitReset,
    include_byok_in_limit: false,
    cache_ttl: key.cacheTtlSeconds,
    usage: money(key.usageNano),
    usage_daily: money(key.usageDailyNano),
    usage_weekly: money(key.usageWeeklyNano),
    usage_monthly: money(key.usageMonthlyNano),
    usage_usd: nanoToUsd(key.usageNano),
    ...NO_BYOK,
    created_at: key.createdAt.toISOString(),
    updated_at: key.updatedAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    creator_user_id: key.createdById,
    external_user: null,
    workspace_id: key.workspaceId,
  };
}

/** What a key's calls came to at providers that bill the workspace itself is told by the activity, not by the key. */
export const NO_BYOK = { byok_usage: 0, byok_usage_daily: 0, byok_usage_weekly: 0, byok_usage_monthly: 0 } as const;

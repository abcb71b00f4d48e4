import { parseGenerationId } from "@tollgate/gateway/call-id";
import type { Receipt } from "@tollgate/marketplace/inference/get-receipt";
import type { SignedReceipt } from "@tollgate/marketplace/inference/sign-call-receipt";
import type { KeyRecord } from "@tollgate/marketplace/snapshot/records";
import { NO_BYOK } from "./managed-answers.ts";
import { accountJson, money, remainingOf } from "./money-json.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { Refusal } from "./refusal.ts";

const RATE_LIMIT_NOTE = "Requests per minute of this key; -1 for no limit.";

/** Body of `GET /v1/key`: OpenRouter's names and numbers, and the exact nano amounts beside them. */
export async function keyAnswer({ desk }: ProxyContext, key: KeyRecord): Promise<string> {
  const usage = await desk.keyUsage(key);
  return accountJson({
    data: {
      label: key.hint,
      name: key.name,
      limit: money(key.limitNano),
      limit_remaining: money(remainingOf({ ...key, ...usage })),
      limit_reset: key.limitReset === "never" ? null : key.limitReset,
      usage: money(usage.usageNano),
      usage_daily: money(usage.usageDailyNano),
      usage_weekly: money(usage.usageWeeklyNano),
      usage_monthly: money(usage.usageMonthlyNano),
      usage_nano: usage.usageNano,
      is_free_tier: false,
      // Every model has its price here, so there is no such allowance.
      free_model_daily_requests: { limit: 0, remaining: 0, used: 0 },
      is_management_key: key.kind === "management",
      is_provisioning_key: key.kind === "management",
      include_byok_in_limit: false,
      cache_ttl: key.cacheTtlSeconds,
      ...NO_BYOK,
      allowed_data_regions: [],
      creator_user_id: key.createdById,
      organization_id: null,
      workspace_id: key.workspaceId,
      app_id: key.grant?.appId ?? null,
      expires_at: key.expiresAtMs === null ? null : new Date(key.expiresAtMs).toISOString(),
      rate_limit: { requests: key.requestsPerMinute ?? -1, interval: "1m", note: RATE_LIMIT_NOTE },
    },
  });
}

/** Body of `GET /v1/credits`. */
export async function creditsAnswer({ desk }: ProxyContext, key: KeyRecord): Promise<string> {
  const credits = await desk.credits(key.workspaceId);
  return accountJson({
    data: {
      total_credits: money(credits.totalCreditsNano),
      total_usage: money(credits.totalUsageNano),
      available: money(credits.availableNano),
      total_credits_nano: credits.totalCreditsNano,
      total_usage_nano: credits.totalUsageNano,
      available_nano: credits.availableNano,
    },
  });
}

/** Body of `GET /v1/generation?id=`: names other clients know, and beside them the signed receipt. @throws Refusal 400 without an id, 404 when this workspace has no such call. */
export async function generationAnswer({ desk }: ProxyContext, key: KeyRecord, id: string | null): Promise<string> {
  const callId = parseGenerationId(readGenerationId(id));
  const call = callId === null ? null : { workspaceId: key.workspaceId, callId };
  const receipt = call && (await desk.receipt(call));
  if (!receipt) throw new Refusal("generation_not_found", { details: { param: "id" } });
  const signed = await desk.signedReceipt(call);
  return writeGeneration({ receipt, workspaceId: key.workspaceId, mode: "live", signed });
}

/** @throws Refusal 400 without an id. */
export function readGenerationId(id: string | null): string {
  if (id !== null && id !== "") return id;
  throw new Refusal("invalid_request", { details: { message: "Name the generation: ?id=gen-….", param: "id" } });
}

/** A receipt under the names that clients know. */
export function writeGeneration({
  receipt,
  workspaceId,
  mode,
  signed,
}: {
  readonly receipt: Receipt;
  readonly workspaceId: string;
  readonly mode: "live" | "test";
  readonly signed: SignedReceipt | null;
}): string {
  const data = { ...NOT_KEPT, ...describeReceipt(receipt), workspace_id: workspaceId, mode };
  return accountJson({ data, signed_receipt: signed });
}

/** What OpenRouter's clients look for in a generation and no receipt here has. */
const NOT_KEPT = {
  api_type: null,
  app_id: null,
  cache_discount: null,
  data_region: "global",
  external_user: null,
  http_referer: null,
  is_byok: false,
  moderation_latency: null,
  num_fetches: null,
  num_input_audio_prompt: null,
  num_media_completion: null,
  num_media_prompt: null,
  num_search_results: null,
  origin: "",
  preset_id: null,
  provider_responses: null,
  router: null,
  service_tier: null,
  upstream_id: null,
  user_agent: null,
  web_search_engine: null,
} as const;

function describeReceipt(receipt: Receipt) {
  const { units, legs, versions } = receipt;
  const prompt = (units.input ?? 0) + (units.cache_read ?? 0) + (units.cache_write_5m ?? 0) + (units.input_audio ?? 0);
  const completion =
    (units.output ?? 0) + (units.reasoning ?? 0) + (units.output_audio ?? 0) + (units.output_image ?? 0);
  const { firstContentMs, durationMs } = receipt;
  return {
    id: receipt.id,
    model: receipt.modelId,
    provider_name: receipt.provider?.name ?? null,
    provider: receipt.provider && {
      id: receipt.provider.id,
      slug: receipt.provider.slug,
      name: receipt.provider.name,
      is_demo: receipt.provider.isDemo,
    },
    created_at: receipt.eventAt.toISOString(),
    booked_at: receipt.bookedAt.toISOString(),
    total_cost: money(legs.chargeNano),
    usage: money(legs.chargeNano),
    upstream_inference_cost: money(legs.costNano),
    tokens_prompt: prompt,
    native_tokens_completion_images: units.output_image ?? null,
    tokens_completion: completion,
    native_tokens_prompt: prompt,
    native_tokens_completion: completion,
    native_tokens_reasoning: units.reasoning ?? 0,
    native_tokens_cached: units.cache_read ?? 0,
    latency: firstContentMs,
    generation_time: firstContentMs === null ? durationMs : durationMs - firstContentMs,
    duration_ms: durationMs,
    streamed: receipt.streamed,
    cancelled: receipt.outcome === "aborted",
    finish_reason: receipt.finishReason,
    native_finish_reason: receipt.finishReason,
    outcome: receipt.outcome,
    usage_source: receipt.usageSource,
    served_from_cache: receipt.feeAppliesTo === "cached",
    is_byok: receipt.feeAppliesTo === "own_key",
    app: receipt.app,
    endpoint_id: receipt.endpointId,
    units,
    versions,
    legs: {
      cost_nano: legs.costNano,
      platform_fee_nano: legs.feeNano,
      surcharge_nano: legs.surchargeNano,
      charge_nano: legs.chargeNano,
    },
    hold_nano: receipt.holdNano,
    attempts: receipt.attempts.map((attempt) => ({
      endpoint_id: attempt.endpointId,
      provider: attempt.providerSlug,
      status: attempt.status,
      result: attempt.result,
      duration_ms: attempt.durationMs,
      ...(attempt.ownKey && { own_key: true }),
      ...(attempt.afterMs !== undefined && { after_ms: attempt.afterMs }),
      ...(attempt.hedge && { hedge: true }),
      ...(attempt.tools && { tool_calls: attempt.tools }),
      ...(attempt.route && { route: { order: attempt.route.order, passed_over: attempt.route.passedOver } }),
    })),
    journal_id: receipt.journalId,
  };
}

import { nanoToUsd } from "@tollgate/gateway/decimal";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import type { AskedSurface } from "@tollgate/gateway/services/services";
import type { CallQuote } from "@tollgate/marketplace/inference/quote-call";
import type { KeyRecord } from "@tollgate/marketplace/snapshot/records";
import { refusalFor } from "./admit.ts";
import type { Legs } from "./call-desk.ts";
import { carryOn } from "./carry-on.ts";
import { type ChosenRoute, chooseRoute } from "./choose-route.ts";
import type { Exchange } from "./exchange.ts";
import { admitInput, understand, withPolicy } from "./handle-inference.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { identify } from "./test-mode/identify.ts";
import { openTest, requireTestRoom } from "./test-mode/run-test.ts";

/**
 * Body of `POST /v1/quote`, which takes the body of a chat completion, or of what the rest of its path names: the most it could cost, leg by leg, at each endpoint that would be
 * tried, and whether it would be admitted now. Nothing is reserved and nobody is called.
 * @throws Refusal for what no quote can be made of: bad input, no route, a key or an app that may not call.
 */
export async function quoteAnswer(
  proxy: ProxyContext,
  exchange: Exchange,
  surface: AskedSurface = "openai-chat",
): Promise<string> {
  const { key, test } = identify(proxy, exchange);
  if (test !== null) await requireTestRoom(proxy, test);
  if (key.kind !== "inference") throw new Refusal("wrong_key_kind");
  const body = await readBody(exchange, proxy.settings.maxBodyBytes);
  const carried = surface === "openai-responses" ? await carryOn(proxy, key, body) : { bytes: body };
  const request = withPolicy(understand(carried, { surface, address: null }, exchange.req), key);
  if (test === null) return await quoteRequest(proxy, key, request);
  const { context } = await openTest(proxy, { test, key, request, req: exchange.req });
  return await quoteRequest(context, key, request);
}

/** The quote of an understood request, whatever surface it came by. */
export async function quoteRequest(proxy: ProxyContext, key: KeyRecord, request: InferenceRequest): Promise<string> {
  const route = firstRoute(proxy, key, request);
  const result = await proxy.desk.quote(admitInput(proxy, { key, request, route }));
  if (result.kind !== "quote") throw refusalFor(result, proxy, key.workspaceId);
  return JSON.stringify({ data: describe(proxy, { key, route, quote: result.quote }) });
}

/** Of the first model that can be served: each of the others would be a call of its own. */
function firstRoute(proxy: ProxyContext, key: KeyRecord, request: InferenceRequest): ChosenRoute {
  let refusal: Refusal | null = null;
  for (const choice of request.models) {
    const route = chooseRoute(proxy, { snapshot: proxy.desk.snapshot(), request, choice, key });
    if (!(route instanceof Refusal)) return route;
    refusal ??= route;
  }
  throw refusal ?? new Refusal("no_endpoint");
}

function describe(
  proxy: ProxyContext,
  { key, route, quote }: { readonly key: KeyRecord; readonly route: ChosenRoute; readonly quote: CallQuote },
) {
  const { admission } = quote;
  const refusal = admission.kind === "fits" ? null : refusalFor(admission, proxy, key.workspaceId);
  return {
    model: route.model.id,
    app_id: key.grant?.appId ?? null,
    worst_case: legs(quote.worstCase),
    bounds: {
      input_tokens: quote.inputTokensBound,
      max_output_tokens: quote.maxOutputTokens,
      images: quote.unitsBound.image ?? 0,
      audio_seconds: quote.unitsBound.audio_second ?? 0,
      searches: quote.unitsBound.search ?? 0,
      characters: quote.unitsBound.character ?? 0,
    },
    versions: { fee: quote.feeVersionId, margin: quote.marginVersionId },
    endpoints: quote.endpoints.map((endpoint) => ({
      endpoint_id: endpoint.endpointId,
      provider: endpoint.providerSlug,
      price_version: endpoint.priceVersionId,
      ...legs(endpoint.legs),
    })),
    admitted: admission.kind === "fits",
    admitted_max_output_tokens: admission.kind === "fits" ? admission.maxOutputTokens : null,
    error: refusal && { ...JSON.parse(refusal.body()).error, status: refusal.status },
  };
}

function legs({ costNano, feeNano, surchargeNano, chargeNano }: Legs) {
  return {
    charge: Number(nanoToUsd(chargeNano)),
    charge_nano: `${chargeNano}`,
    cost_nano: `${costNano}`,
    platform_fee_nano: `${feeNano}`,
    surcharge_nano: `${surchargeNano}`,
  };
}

import type { Legs } from "@tollgate/pricing/price-call";
import { quoteWorstCase } from "@tollgate/pricing/quote";
import type { MarginVersion } from "@tollgate/pricing/versions";
import type { AdmitCallInput } from "./admission.ts";
import {
  AdmissionAttempt,
  type AdmissionRefusal,
  resolveTerms,
  UNAVAILABLE_RETRY_SECONDS,
} from "./admission-attempt.ts";
import type { CallGate } from "./call-gate.ts";
import { refuseUnsettled } from "./refuse-unsettled.ts";

/** The worst case of a call at one endpoint. */
export interface EndpointQuote {
  readonly endpointId: string;
  readonly providerSlug: string;
  readonly priceVersionId: string;
  readonly legs: Legs;
}

export interface CallQuote {
  /** In attempt order. */
  readonly endpoints: readonly EndpointQuote[];
  /** Of the dearest endpoint: what the hold would be. */
  readonly worstCase: Legs;
  readonly inputTokensBound: number;
  readonly unitsBound: NonNullable<AdmitCallInput["unitsBound"]>;
  /** Output ceiling the amounts are for: asked, the model's maximum or the default, whichever is least. */
  readonly maxOutputTokens: number;
  readonly feeVersionId: string;
  readonly marginVersionId: string | null;
  /** Whether the call would be admitted at this moment, and with which ceiling, which credit and limits may lower. */
  readonly admission:
    | { readonly kind: "fits"; readonly maxOutputTokens: number; readonly clamped: boolean }
    | AdmissionRefusal;
}

export type QuoteCallResult =
  | { readonly kind: "quote"; readonly quote: CallQuote }
  | Extract<AdmissionRefusal, { kind: "key_refused" | "consent_required" }>;

/**
 * What a call could cost at most, by the same bounds and versions as `admitCall` would hold for it, and whether it would be admitted now.
 * Places no hold, counts on no limit and calls nobody. `priceCall` of any usage within the bounds is never above it.
 * @returns a refusal when the key may not call at all, since then no margin is settled.
 */
export async function quoteCall(gate: CallGate, input: AdmitCallInput): Promise<QuoteCallResult> {
  const terms = resolveTerms(input);
  if (terms.kind !== "terms") return terms;
  const attempt = new AdmissionAttempt(gate, input, terms.margin);
  const look = () =>
    attempt
      .look()
      .catch((): AdmissionRefusal => ({ kind: "unavailable", retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS }));
  const admission = refuseUnsettled(gate) ?? (await look());
  return { kind: "quote", quote: describeQuote(attempt, { input, margin: terms.margin, admission }) };
}

/** The quote of an attempt that was looked at. */
export function describeQuote(
  attempt: AdmissionAttempt,
  {
    input,
    margin,
    admission,
  }: {
    readonly input: AdmitCallInput;
    readonly margin: MarginVersion | null;
    readonly admission: CallQuote["admission"];
  },
): CallQuote {
  const maxOutputTokens = attempt.askedCeiling;
  const bounds = { inputTokens: input.inputTokensBound, outputTokens: maxOutputTokens, others: input.unitsBound };
  const endpoints = attempt.versions.flatMap((versions, index): EndpointQuote[] => {
    const endpoint = input.candidates[index];
    if (!endpoint) return [];
    const { id: endpointId, providerSlug, price } = endpoint;
    return [{ endpointId, providerSlug, priceVersionId: price.id, legs: quoteWorstCase(bounds, versions) }];
  });
  const [first] = endpoints;
  if (!first) throw new RangeError("a quote needs an endpoint");
  const worst = endpoints.reduce((top, one) => (one.legs.chargeNano > top.legs.chargeNano ? one : top), first);
  return {
    endpoints,
    worstCase: worst.legs,
    inputTokensBound: input.inputTokensBound,
    unitsBound: input.unitsBound ?? {},
    maxOutputTokens,
    feeVersionId: attempt.fee.id,
    marginVersionId: margin?.id ?? null,
    admission,
  };
}

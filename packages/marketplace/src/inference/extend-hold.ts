import { extendHold as extendInRedis } from "@tollgate/db/redis/extend-hold";
import { affordableOutput, quoteWorstCase } from "@tollgate/pricing/quote";
import type { Admission } from "./admission.ts";
import type { CallGate } from "./call-gate.ts";
import { candidateOf } from "./candidate-of.ts";
import { capsOf, warmCall } from "./caps.ts";
import { pinnedVersions } from "./pinned-versions.ts";

/** The hold may turn out another, or the credit less, between two tries. */
const MAX_TRIES = 4;

export interface ExtendHoldInput {
  readonly endpointId: string;
  /** The customer's own key it is served with, if it is one. */
  readonly ownKeyId?: string | undefined;
  /** Output the hold shall cover; less is taken when the credit covers no more. */
  readonly outputTokens: number;
  readonly maxSurchargeNano: bigint | null;
}

export type ExtendHoldResult =
  | { readonly kind: "extended"; readonly admission: Admission }
  /** Credit, a cap or the caller's own limit covers no more than is held. */
  | { readonly kind: "exhausted" };

/**
 * Raises the hold of a call that is being served, for more output of the endpoint that serves it, at the pinned versions and within every cap,
 * in one Redis script. @throws when Redis does not answer: then nothing more may be delivered than is held.
 */
export async function extendHold(
  gate: CallGate,
  admission: Admission,
  { outputTokens, maxSurchargeNano, ...served }: ExtendHoldInput,
): Promise<ExtendHoldResult> {
  const endpoint = candidateOf(admission, served);
  if (!endpoint) return { kind: "exhausted" };
  const versions = pinnedVersions(endpoint, admission.fee, admission.margin);
  const bounds = { inputTokens: admission.inputTokensBound, others: admission.unitsBound };
  let wanted = outputTokens;
  let holdNano = admission.holdNano;
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const quote = quoteWorstCase({ ...bounds, outputTokens: wanted }, versions);
    if (maxSurchargeNano !== null && quote.surchargeNano > maxSurchargeNano) return { kind: "exhausted" };
    // The hold was placed for the dearest candidate, so it may cover more of this one already.
    if (quote.chargeNano <= holdNano)
      return { kind: "extended", admission: { ...admission, holdNano, maxOutputTokens: wanted } };
    const answer = await extendInRedis(gate.redis, {
      callId: admission.callId,
      workspaceId: admission.key.workspaceId,
      lotId: admission.lotId,
      heldNano: holdNano,
      wantedNano: quote.chargeNano,
      caps: admission.caps,
    });
    if (answer.kind === "held") {
      holdNano = answer.holdNano;
      gate.openCalls.raise(admission.callId, holdNano);
      continue;
    }
    if (answer.kind === "closed") throw new Error("Redis lost writes and does not know yet what is held");
    if (answer.kind === "cold") {
      const caps = capsOf(admission.key, admission.admittedAtMs);
      await warmCall(gate, admission.key, { caps, lotId: admission.lotId });
      continue;
    }
    if (answer.kind === "ended") return { kind: "exhausted" };
    const left = admission.caps.map((cap, index) => cap.limitNano - (answer.usedNano[index] ?? 0n));
    const spare = left.reduce((least, one) => (one < least ? one : least), answer.availableNano);
    const affordable = affordableOutput({ ...bounds, outputTokens: wanted }, versions, holdNano + spare);
    if (affordable === null || affordable <= admission.maxOutputTokens) return { kind: "exhausted" };
    wanted = affordable;
  }
  return { kind: "exhausted" };
}

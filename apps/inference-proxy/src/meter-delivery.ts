import { estimateUnits } from "@tollgate/gateway/estimate-units";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { loadTokenCounter } from "@tollgate/gateway/load-token-counter";
import { SURFACES } from "@tollgate/gateway/surfaces";
import type { MeteredUnits } from "@tollgate/gateway/usage-units";
import type { Delivery } from "./attempt.ts";

export interface Metered {
  /** Empty when nothing was delivered. */
  readonly units: MeteredUnits;
  readonly source: "reported" | "estimated" | "none";
  /** The usage object to show, before the cost is added. */
  readonly shown: unknown;
  readonly outputTokens: number;
}

/**
 * What a delivery counts as. Reported usage wins; an answer without any is counted here and labelled so. Without any output (no content
 * seen and no output tokens reported) nothing is charged, whatever the input was.
 */
export async function meterDelivery(request: InferenceRequest, delivery: Delivery): Promise<Metered> {
  const { reported } = delivery;
  const shownAs = SURFACES[request.surface].reply.usage;
  if (reported) {
    const delivered = delivery.hasContent || reported.completionTokens > 0;
    return {
      units: delivered ? reported.units : {},
      source: delivered ? "reported" : "none",
      shown: delivery.usage,
      outputTokens: reported.completionTokens,
    };
  }
  if (!delivery.hasContent) return { units: {}, source: "none", shown: shownAs({}), outputTokens: 0 };
  const countTokens = await loadTokenCounter();
  const { outputText, outputBeyond } = delivery;
  const units = estimateUnits({ prompt: request, outputText, outputBeyond, countTokens });
  return { units, source: "estimated", shown: shownAs(units), outputTokens: units.output ?? 0 };
}

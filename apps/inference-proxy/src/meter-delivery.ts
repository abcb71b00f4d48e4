import { estimateUnits } from "@tollgate/gateway/estimate-units";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { loadTokenCounter } from "@tollgate/gateway/load-token-counter";
import { isFree, meterService } from "@tollgate/gateway/services/service-units";
import { isService, SERVICES, type ServiceName } from "@tollgate/gateway/services/services";
import { SURFACES } from "@tollgate/gateway/surfaces";
import { countedAsPriced, type MeteredUnits, type ReportedUsage } from "@tollgate/gateway/usage-units";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import type { Delivery } from "./attempt-end.ts";

export interface Metered {
  /** Empty when nothing was delivered. */
  readonly units: MeteredUnits;
  readonly source: "reported" | "estimated" | "none";
  /** The usage object to show, before the cost is added. */
  readonly shown: unknown;
  readonly outputTokens: number;
}

/**
 * What a delivery counts as. Reported usage wins; an answer without any is counted here and labelled so, and so is the output of one that broke
 * off after its usage was reported. Without any output (no content seen and no output tokens reported) nothing is charged, whatever the input was.
 */
export async function meterDelivery(
  request: InferenceRequest,
  delivery: Delivery,
  endpoint: EndpointRecord,
): Promise<Metered> {
  const { reported } = delivery;
  const { surface } = request;
  if (isService(surface)) return await meterServiceOf(surface, { request, delivery, endpoint });
  const shownAs = SURFACES[surface].reply.usage;
  if (reported && delivery.reportIsEarly !== true) {
    const delivered = delivery.hasContent || reported.completionTokens > 0;
    return {
      units: delivered ? countedAsPriced(reported.units, endpoint.price.prices) : {},
      source: delivered ? "reported" : "none",
      shown: delivery.usage,
      outputTokens: reported.completionTokens,
    };
  }
  if (!delivery.hasContent) return { units: {}, source: "none", shown: shownAs({}), outputTokens: 0 };
  const countTokens = await loadTokenCounter();
  const { outputText, outputBeyond, pictures = 0 } = delivery;
  const estimated = estimateUnits({ prompt: request, outputText, outputBeyond, pictures, countTokens });
  const units = countedAsPriced(reported ? completed(reported, estimated) : estimated, endpoint.price.prices);
  return {
    units,
    source: "estimated",
    shown: shownAs(units),
    outputTokens: (units.output ?? 0) + (units.output_image ?? 0),
  };
}

/** A report from before the answer's end: the input as it says, the output as it was counted here if that is more. */
function completed({ units }: ReportedUsage, counted: MeteredUnits): MeteredUnits {
  const output = Math.max(units.output ?? 0, (counted.output ?? 0) - (units.reasoning ?? 0));
  const { output_image } = counted;
  return { ...(output_image !== undefined && { output_image }), ...units, output };
}

/** By what the endpoint's price list counts. A free service has no units, so that no fixed part of any price applies. */
async function meterServiceOf(
  surface: ServiceName,
  { request, delivery, endpoint }: { request: InferenceRequest; delivery: Delivery; endpoint: EndpointRecord },
): Promise<Metered> {
  const service = SERVICES[surface];
  const { usage: shown } = delivery;
  if (!delivery.hasContent || isFree(service)) return { units: {}, source: "none", shown, outputTokens: 0 };
  const { units, source } = await meterService({
    service,
    body: request.body,
    reply: { ...delivery, counted: delivery.counted ?? {} },
    prices: endpoint.price.prices,
    loadTokenCounter,
  });
  return { units, source, shown, outputTokens: units.output ?? 0 };
}

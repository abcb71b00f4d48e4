import { countOutput, countTexts, type TokenCounter } from "../estimate-units.ts";
import type { JsonObject } from "../json-fields.ts";
import type { MeteredUnits } from "../usage-units.ts";
import type { Service, ServiceReply } from "./service.ts";

export type UnitPriceList = Readonly<Partial<Record<keyof MeteredUnits, bigint>>>;

/** Whether a price list has a price for all a service can come to. */
export function pricesService({ piece, tokenPrices }: Service, prices: UnitPriceList): boolean {
  if (piece !== null && prices[piece] !== undefined) return true;
  return tokenPrices?.every((bucket) => prices[bucket] !== undefined) ?? false;
}

/** Whether a service costs nothing, whoever serves it. */
export function isFree({ piece, tokenPrices }: Service): boolean {
  return piece === null && tokenPrices?.length === 0;
}

export interface ServiceMeterInput {
  readonly service: Service;
  readonly body: JsonObject;
  readonly reply: Pick<ServiceReply, "reported" | "counted" | "outputText">;
  readonly prices: UnitPriceList;
  /** Loaded only when it is needed. */
  readonly loadTokenCounter: () => Promise<TokenCounter>;
}

export interface MeteredService {
  readonly units: MeteredUnits;
  readonly source: "reported" | "estimated";
}

/**
 * What an answer of a service counts as. Where the price list has a price for the piece, only pieces count, as the vendor bills them; else tokens,
 * reported or counted here.
 */
export async function meterService(input: ServiceMeterInput): Promise<MeteredService> {
  const { service, body, reply, prices } = input;
  const { piece } = service;
  if (piece !== null && prices[piece] !== undefined) {
    const said = reply.reported?.units[piece] ?? reply.counted[piece];
    if (said !== undefined) return { units: { [piece]: said }, source: "reported" };
    return { units: { [piece]: service.estimate(body, reply)[piece] ?? 0 }, source: "estimated" };
  }
  if (reply.reported) return { units: reply.reported.units, source: "reported" };
  return { units: await estimateTokens(input), source: "estimated" };
}

async function estimateTokens({ service, body, reply, loadTokenCounter }: ServiceMeterInput): Promise<MeteredUnits> {
  const countTokens = await loadTokenCounter();
  const units: MeteredUnits = { ...service.estimate(body, reply) };
  if (service.piece !== null) delete units[service.piece];
  units.input = (units.input ?? 0) + countTexts(service.texts(body), countTokens);
  units.output = (units.output ?? 0) + countOutput(reply.outputText, countTokens);
  return units;
}

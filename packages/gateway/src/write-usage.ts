import { nanoToUsd } from "./decimal.ts";
import { isRecord } from "./is-record.ts";

/** The legs of a charge as replies show them, in nano-USD. */
export interface ChargeLegs {
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
  readonly chargeNano: bigint;
}

const ADDED = ["cost", "cost_details", "usage_source"];

/**
 * The usage object as the caller gets it: what the endpoint reported, then `cost` and its parts as exact decimals in USD. JSON numbers
 * have no precision limit in the text; a reader that needs every digit beyond a double takes the receipt's nano strings.
 */
export function writeUsage(reported: unknown, legs: ChargeLegs, estimated: boolean): string {
  const kept = isRecord(reported) ? Object.entries(reported).filter(([name]) => !ADDED.includes(name)) : [];
  const base = JSON.stringify(Object.fromEntries(kept));
  const open = base === "{}" ? "{" : `${base.slice(0, -1)},`;
  const source = estimated ? ',"usage_source":"estimated"' : "";
  const details = `"provider_cost":${nanoToUsd(legs.costNano)},"platform_fee":${nanoToUsd(legs.feeNano)},"surcharge":${nanoToUsd(legs.surchargeNano)}`;
  return `${open}"cost":${nanoToUsd(legs.chargeNano)},"cost_details":{${details}}${source}}`;
}

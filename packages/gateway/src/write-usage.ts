import { nanoToUsd } from "./decimal.ts";
import { isRecord } from "./is-record.ts";
import type { AskedSurface } from "./services/services.ts";

/** The legs of a charge as replies show them, in nano-USD. */
export interface ChargeLegs {
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
  readonly chargeNano: bigint;
}

export interface ShownCharge {
  /** `null` while units have no price: an operator supplies it, and the receipt then has the charge. */
  readonly legs: ChargeLegs | null;
  /** The part of the provider's cost that is the answer's. */
  readonly completionNano: bigint;
  readonly estimated: boolean;
  readonly surface: AskedSurface;
  /** The caller's own key at the provider was used. */
  readonly ownKey?: boolean;
}

/** What OpenRouter's clients call the two parts of the provider's cost. */
const PART_NAMES: Readonly<Partial<Record<AskedSurface, readonly [prompt: string, completion: string]>>> = {
  "openai-chat": ["upstream_inference_prompt_cost", "upstream_inference_completions_cost"],
  "openai-responses": ["upstream_inference_input_cost", "upstream_inference_output_cost"],
};

const ADDED = ["cost", "cost_details", "usage_source"];

/**
 * The usage object as the caller gets it: what the endpoint reported, then `cost` and its parts as exact decimals in USD. JSON numbers
 * have no precision limit in the text; a reader that needs every digit beyond a double takes the receipt's nano strings. `cost` is null while
 * nobody can say it.
 */
export function writeUsage(
  reported: unknown,
  { legs, completionNano, estimated, surface, ownKey = false }: ShownCharge,
): string {
  const kept = isRecord(reported) ? Object.entries(reported).filter(([name]) => !ADDED.includes(name)) : [];
  const base = JSON.stringify(Object.fromEntries(kept));
  const open = base === "{}" ? "{" : `${base.slice(0, -1)},`;
  const byok = ownKey ? ',"is_byok":true' : "";
  const source = estimated ? ',"usage_source":"estimated"' : "";
  if (legs === null) return `${open}"cost":null${byok}${source}}`;
  const names = PART_NAMES[surface];
  const parts: [string, bigint][] = [
    ["provider_cost", legs.costNano],
    ["platform_fee", legs.feeNano],
    ["surcharge", legs.surchargeNano],
    ...(names ? partsOf(names, legs.costNano, completionNano) : []),
  ];
  const details = parts.map(([name, nano]) => `"${name}":${nanoToUsd(nano)}`).join(",");
  return `${open}"cost":${nanoToUsd(legs.chargeNano)},"cost_details":{${details}}${byok}${source}}`;
}

/** Rounding leaves the answer's part alone at most a nano above the whole. */
function partsOf(
  [prompt, completion]: readonly [string, string],
  costNano: bigint,
  completionNano: bigint,
): [string, bigint][] {
  const answer = completionNano < costNano ? completionNano : costNano;
  return [
    [prompt, costNano - answer],
    [completion, answer],
  ];
}

import { FEE_SCOPES, type FeeVersion } from "@tollgate/pricing/versions";

interface FeeRow {
  readonly id: string;
  readonly appliesTo: string;
  readonly basisPoints: number;
  readonly fixedNano: bigint;
}

/** @throws for a fee that applies to what is not known here: such a call is not priced by guessing. */
export function toFeeVersion({ id, appliesTo, basisPoints, fixedNano }: FeeRow): FeeVersion {
  const scope = FEE_SCOPES.find((one) => one === appliesTo);
  if (scope === undefined) throw new RangeError(`fee version ${id} applies to ${appliesTo}, which is not known`);
  return { id, appliesTo: scope, basisPoints, fixedNano };
}

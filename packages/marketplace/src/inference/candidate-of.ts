import type { EndpointRecord } from "../snapshot/records.ts";
import type { Admission } from "./admission.ts";

/** An endpoint of a call, and with whose key: with the customer's own, it is another candidate of the same call. */
export interface ServedBy {
  readonly endpointId: string | null;
  /** The customer's own key; left out for the platform's credential. */
  readonly ownKeyId?: string | undefined;
}

/** @returns `undefined` for an endpoint that the call was not admitted for. */
export function candidateOf(
  { candidates }: Pick<Admission, "candidates">,
  { endpointId, ownKeyId }: ServedBy,
): EndpointRecord | undefined {
  return candidates.find((candidate) => candidate.id === endpointId && candidate.ownKeyId === ownKeyId);
}

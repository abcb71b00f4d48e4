import { z } from "zod";
import { callIdFloor } from "./call-id-range.ts";
import { SERVED_FROM } from "./served-from.ts";

/** How calls end. */
export const CALL_OUTCOMES = ["completed", "failed", "cut", "aborted", "void"] as const;

/** Which calls of a workspace to look at; what is left out does not narrow. */
export const CallFilter = z.object({
  workspaceId: z.string(),
  keyId: z.string().nullish(),
  modelId: z.string().nullish(),
  appId: z.string().nullish(),
  outcome: z.enum(CALL_OUTCOMES, "There is no such outcome.").nullish(),
  servedFrom: z.enum(SERVED_FROM, "Answers come from nowhere like that.").nullish(),
  /** Inclusive. */
  from: z.date("Choose a date.").nullish(),
  /** Exclusive. */
  to: z.date("Choose a date.").nullish(),
});
export type CallFilter = z.output<typeof CallFilter>;

/** Which page of the calls to look at. */
interface Place {
  /** Id of the last call of the page before. */
  readonly before: string | null;
  /** Fee versions that say where answers came from, as `loadFeeIds` finds them. */
  readonly feeIds: readonly string[] | null;
}

/** The filter as a query. Ids carry their time, so a range of time is a range of ids and reads only the months it spans. */
export function whereOf(filter: CallFilter, { before, feeIds }: Place) {
  const { workspaceId, keyId, modelId, appId, outcome, from, to } = filter;
  return {
    workspaceId,
    ...(keyId ? { keyId } : {}),
    ...(modelId ? { modelId } : {}),
    ...(appId ? { appId } : {}),
    ...(outcome ? { outcome } : {}),
    ...(feeIds ? { feeVersionId: { in: [...feeIds] }, endpointId: { not: null } } : {}),
    AND: [
      ...(from ? [{ id: { gte: callIdFloor(from) } }] : []),
      ...(to ? [{ id: { lt: callIdFloor(to) } }] : []),
      ...(before ? [{ id: { lt: before } }] : []),
    ],
  };
}

import { parseGenerationId } from "@tollgate/db/ids";
import { z } from "zod";
import { CORRECTION_KINDS } from "./correction-input.ts";

/** Which corrections to look at; what is left out does not narrow. */
export const CorrectionFilter = z.object({
  status: z.enum(["requested", "posted", "rejected"]).nullish(),
  kind: z.enum(CORRECTION_KINDS).nullish(),
  /** Who asked for it or decided it. */
  personId: z.string().max(60).nullish(),
  /** `gen-…` of the call it is about. */
  callId: z.string().trim().max(60).nullish(),
  /** When it was asked for: inclusive. */
  from: z.date("Choose a date.").nullish(),
  /** Exclusive. */
  to: z.date("Choose a date.").nullish(),
});
export type CorrectionFilter = z.output<typeof CorrectionFilter>;

/** The conditions that `filterValues` fills in, as $1 to $6. */
export const FILTER_SQL = `($1::text IS NULL OR r.status = $1) AND ($2::text IS NULL OR r.kind = $2)
  AND ($3::text IS NULL OR r.requested_by_id = $3 OR r.decided_by_id = $3) AND ($4::uuid IS NULL OR r.call_id = $4)
  AND ($5::timestamptz IS NULL OR r.requested_at >= $5) AND ($6::timestamptz IS NULL OR r.requested_at < $6)`;

/** No call has this id: what cannot be an id of a call finds nothing. */
const NO_CALL = "00000000-0000-0000-0000-000000000000";

export function filterValues({ status, kind, personId, callId, from, to }: CorrectionFilter): (string | Date | null)[] {
  const call = callId ? (parseGenerationId(callId) ?? NO_CALL) : null;
  return [status ?? null, kind ?? null, personId || null, call, from ?? null, to ?? null];
}

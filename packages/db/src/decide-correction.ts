import type { Transaction } from "./open-database.ts";

export interface CorrectionDecision {
  readonly correctionId: string;
  readonly decidedById: string;
  readonly approve: boolean;
  readonly note: string | null;
}

/** SQLSTATE of a refund above what is left of the call's charge, of a write-off above what is owed, and of a decision that is not for this person. */
export const REFUND_TOO_HIGH = "TG013";
export const WRITE_OFF_TOO_HIGH = "TG022";
export const NOT_FOR_YOU = "TG015";

/**
 * Decides a correction and, when it is approved, moves its money, in the caller's transaction. One that was decided before stays as it is.
 * @returns the status it has now.
 */
export async function decideCorrection(tx: Transaction, decision: CorrectionDecision): Promise<string> {
  const { correctionId, decidedById, approve, note } = decision;
  const rows = await tx.$queryRaw<{ status: string }[]>`
    SELECT decide_correction(${correctionId}::text, ${decidedById}::text, ${approve}::boolean, ${note}::text) AS status`;
  return rows[0]?.status ?? "";
}

import { z } from "zod";

export const CorrectionReason = z
  .string("Say why.")
  .trim()
  .min(5, "Say why, in a few words that an auditor understands.")
  .max(500, "Keep the reason within 500 characters.");

/** A refund above this needs a second person; a mistake below it costs less than asking does. */
export const SECOND_PERSON_ABOVE_NANO = 25_000_000_000n;

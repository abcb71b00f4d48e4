import { z } from "zod";

export const CorrectionReason = z
  .string("Say why.")
  .trim()
  .min(5, "Say why, in a few words that an auditor understands.")
  .max(500, "Keep the reason within 500 characters.");

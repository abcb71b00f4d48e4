import { z } from "zod";

export const CorrectionReason = z
  .string("Say why.")
  .trim()
  .min(5, "Say why, in a few words that an auditor understands.")
  .max(500, "Keep the reason within 500 characters.");

/** Of what a correction can be: a change of an account, a call undone, or a debt given up. */
export const CORRECTION_KINDS = ["adjustment", "call_refund", "write_off"] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** Accounts of workspaces that people change by hand. */
export const CORRECTED_ACCOUNTS = ["customer_credit", "provider_payable", "builder_payable"] as const;

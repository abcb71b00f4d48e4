import { z } from "zod";

/** Why usage is in quarantine. Names are stable; what each means for people is in `explain-quarantine.ts`. */
export const QUARANTINE_REASONS = [
  "unpriced_unit",
  "unknown_version",
  "leg_mismatch",
  "already_ended",
  "rejected",
  "malformed",
] as const;

export type KnownReason = (typeof QUARANTINE_REASONS)[number];

/** Which events to look at; what is left out does not narrow. */
export const QuarantineFilter = z.object({
  resolved: z.boolean().default(false),
  reason: z.enum(QUARANTINE_REASONS, "There is no such reason.").nullish(),
  workspaceId: z.string().max(64).nullish(),
});
export type QuarantineFilter = z.output<typeof QuarantineFilter>;

export function whereOf({ resolved, reason, workspaceId }: QuarantineFilter) {
  return {
    resolvedAt: resolved ? { not: null } : null,
    ...(reason ? { reason } : {}),
    ...(workspaceId ? { workspaceId } : {}),
  };
}

/** What a person gives as the reason of a resolution; it is kept for good. */
export const ResolutionReason = z
  .string("Say why.")
  .trim()
  .min(3, "Say why, so that it can be understood next year.")
  .max(1_000, "Say it in 1,000 characters.");

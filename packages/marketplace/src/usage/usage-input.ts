import { z } from "zod";
import { SERVED_FROM } from "../calls/served-from.ts";
import { DayRange } from "../day-range.ts";

/** What callers say of their calls, besides what is known of every call. */
export const ATTRIBUTION_KINDS = ["user", "tenant", "feature"] as const;
export type AttributionKind = (typeof ATTRIBUTION_KINDS)[number];

export const USAGE_GROUPS = ["model", "provider", "app", "key", "member", "served_from", ...ATTRIBUTION_KINDS] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

export const UsageInput = z.object({
  workspaceId: z.string(),
  ...DayRange.shape,
  groupBy: z.enum(USAGE_GROUPS).default("model"),
  /** Only usage of these; ids as they stand in the groups. */
  modelId: z.string().nullish(),
  providerId: z.string().nullish(),
  appId: z.string().nullish(),
  keyId: z.string().nullish(),
  servedFrom: z.enum(SERVED_FROM).nullish(),
});
export type UsageInput = z.output<typeof UsageInput>;

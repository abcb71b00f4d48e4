import { isNotHigher } from "@tollgate/pricing/resolve-margin";
import type { MarginTimeline, MarginView } from "./margin-view.ts";

/**
 * What became of a published margin. Of those still to come, `announced` can make some call dearer than the one in force and applies only
 * to customers who consent; `lower` reaches everybody on its day, and so does `scheduled`, under which no call changes its price.
 */
export type MarginState = "in_force" | "announced" | "lower" | "scheduled" | "withdrawn" | "replaced";

export function marginState(margin: MarginView, { inForce, scheduled }: MarginTimeline): MarginState {
  if (margin.withdrawnAt !== null) return "withdrawn";
  if (margin.id === inForce?.id) return "in_force";
  if (!scheduled.some(({ id }) => id === margin.id)) return "replaced";
  if (inForce === null) return "scheduled";
  if (!isNotHigher(margin, inForce)) return "announced";
  return isNotHigher(inForce, margin) ? "scheduled" : "lower";
}

import type { CreditOf } from "@tollgate/db/redis/credit-key";
import { z } from "zod";

const Sponsored = z.object({ sponsor: z.string() });

/** What credit a call in quarantine was held on: an event that cannot be read, or is of no sponsored call, names no lot. */
export function heldOn(row: { readonly workspaceId: string; readonly event: unknown }): CreditOf {
  const sponsored = Sponsored.safeParse(row.event);
  return { workspaceId: row.workspaceId, lotId: sponsored.success ? sponsored.data.sponsor : null };
}

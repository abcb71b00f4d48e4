import type { CallDifference } from "@tollgate/db/book-call-difference";
import { generationId } from "@tollgate/db/ids";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { differencePostings } from "./difference-postings.ts";
import { priceAnew } from "./price-anew.ts";

/**
 * The adjustment that makes a call, recorded with one end, paid like the end that came after it. Its key names the call: booked once, and
 * listed on the receipt.
 * @throws MarketplaceError when the later end cannot be priced, or pays the same.
 */
export async function draftDifference(
  { db }: Pick<Services, "db">,
  { id, event: stored, reason }: { readonly id: string; readonly event: unknown; readonly reason: string },
): Promise<CallDifference> {
  const anew = await priceAnew(db, stored);
  if (anew.kind !== "priced")
    throw new MarketplaceError("precondition_failed", "What the later end costs cannot be computed.");
  const call = await db.prisma.call.findUnique({ where: { id } });
  if (!call) throw new MarketplaceError("precondition_failed", "The call is not recorded.");
  const { costNano, feeNano, surchargeNano, chargeNano } = call;
  const postings = differencePostings(
    call.workspaceId,
    {
      legs: { costNano, feeNano, surchargeNano, chargeNano },
      payee: call.providerWorkspaceId,
      builder: call.builderWorkspaceId,
    },
    { legs: anew.legs, payee: anew.event.payee, builder: anew.event.builder },
  );
  if (postings.length === 0) throw new MarketplaceError("precondition_failed", "Both ends pay the same.");
  return { callId: id, memo: `${generationId(id)}: ${reason}`.slice(0, 500), postings };
}

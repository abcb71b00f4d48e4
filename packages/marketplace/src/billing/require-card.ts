import type { SavedCardModel } from "@tollgate/db/generated/models/SavedCard";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";

/** A card of the workspace that was not removed, and the customer it belongs to. @throws MarketplaceError `not_found`. */
export async function requireCard(
  services: Pick<Services, "db">,
  workspaceId: string,
  cardId: string,
): Promise<{ readonly card: SavedCardModel; readonly customerId: string }> {
  const [card, profile] = await Promise.all([
    services.db.prisma.savedCard.findFirst({ where: { id: cardId, workspaceId, removedAt: null } }),
    services.db.prisma.billingProfile.findUnique({ where: { workspaceId } }),
  ]);
  if (!card || !profile?.customerId) throw new MarketplaceError("not_found", "This card does not exist.");
  return { card, customerId: profile.customerId };
}

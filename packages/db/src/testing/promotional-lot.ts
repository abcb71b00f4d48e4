import type { PromotionalGrant } from "../grant-promotional.ts";
import { newId } from "../ids.ts";

/** A grant of promotional credit with everything a test does not care about filled in. */
export function promotionalLot(
  grant: Pick<PromotionalGrant, "workspaceId" | "amountNano"> & Partial<PromotionalGrant>,
): PromotionalGrant {
  return {
    lotId: newId("promotionalLot"),
    eventAt: new Date(),
    expiresAt: new Date(Date.now() + 86_400_000),
    reason: "a test",
    codeId: null,
    createdById: null,
    ...grant,
  };
}

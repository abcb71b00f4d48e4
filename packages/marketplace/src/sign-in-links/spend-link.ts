import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";
import { hashLinkToken, LinkTokenText } from "./link-token.ts";

interface Spending {
  readonly token: string;
  readonly purpose: "sign_in" | "confirm_address";
  readonly at: Date;
}

/**
 * Uses a link up: once, also when it is opened twice at the same moment.
 * @returns whose it is.
 * @throws MarketplaceError `unauthenticated` for one that is not known, was used or is over.
 */
export async function spendLink(tx: Transaction, { token, purpose, at }: Spending): Promise<string> {
  const tokenHash = hashLinkToken(LinkTokenText.safeParse(token).data ?? "");
  const { count } = await tx.signInLink.updateMany({
    where: { tokenHash, purpose, usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
  });
  if (count === 0) throw new MarketplaceError("unauthenticated", "This link was used or is over. Ask for another one.");
  return (await tx.signInLink.findUniqueOrThrow({ where: { tokenHash } })).userId;
}

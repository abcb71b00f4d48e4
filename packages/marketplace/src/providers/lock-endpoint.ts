import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";
import { type EndpointView, findEndpointViews } from "./endpoint-view.ts";

/** Rows an operator may touch are not bound to a workspace. */
export type EndpointOwner = { readonly workspaceId: string } | "anyone";

export interface EndpointWanted {
  readonly endpointId: string;
  readonly owner: EndpointOwner;
  readonly now: Date;
}

/**
 * An endpoint, locked for the rest of the transaction, so that a provider's step and a review wait for each other.
 * @throws MarketplaceError `not_found`, also when it is another workspace's.
 */
export async function lockEndpoint(tx: Transaction, wanted: EndpointWanted): Promise<EndpointView> {
  await tx.$queryRaw`SELECT 1 FROM endpoint WHERE id = ${wanted.endpointId} FOR UPDATE`;
  const [view] = await findEndpointViews(tx, { where: endpointWhere(wanted), now: wanted.now });
  if (!view) throw new MarketplaceError("not_found", "This endpoint does not exist.");
  return view;
}

export function endpointWhere({ endpointId, owner }: Pick<EndpointWanted, "endpointId" | "owner">) {
  return owner === "anyone" ? { id: endpointId } : { id: endpointId, provider: { workspaceId: owner.workspaceId } };
}

import type { ProviderKeyModel } from "@tollgate/db/generated/models/ProviderKey";
import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";

/** A workspace's own key at a provider. The key itself is never shown. */
export interface ProviderKeyView {
  readonly id: string;
  readonly provider: { readonly id: string; readonly name: string };
  /** Its last characters. */
  readonly hint: string;
  /** Whether calls go on with the platform's credential when this key does not serve them. */
  readonly fallsBack: boolean;
  readonly enabled: boolean;
  readonly createdAt: Date;
}

type Row = ProviderKeyModel & { readonly provider: { readonly id: string; readonly name: string } };

export const WITH_PROVIDER = { provider: { select: { id: true, name: true } } } as const;

export function toProviderKeyView({ id, provider, hint, fallsBack, disabledAt, createdAt }: Row): ProviderKeyView {
  return { id, provider, hint, fallsBack, enabled: disabledAt === null, createdAt };
}

/** A provider key of this workspace, locked for the rest of the transaction. */
export async function lockProviderKey(tx: Transaction, workspaceId: string, id: string): Promise<Row> {
  await tx.$queryRaw`SELECT 1 FROM provider_key WHERE id = ${id} AND workspace_id = ${workspaceId} FOR UPDATE`;
  const row = await tx.providerKey.findFirst({ where: { id, workspaceId }, include: WITH_PROVIDER });
  if (!row) throw new MarketplaceError("not_found", "This provider key does not exist.");
  return row;
}

import type { CallModel } from "@tollgate/db/generated/models/Call";
import type { Services } from "../context.ts";
import type { CallFacts } from "./call-view.ts";
import { loadFeeScopes } from "./load-fee-scopes.ts";

type Named = Pick<CallModel, "keyId" | "appId" | "providerId" | "feeVersionId">;

/** Looks up what a page of calls needs: names of the workspace's own keys, of apps and providers it dealt with, and refunds. */
export async function loadCallFacts(
  services: Pick<Services, "db">,
  workspaceId: string,
  rows: readonly (Named & Pick<CallModel, "id" | "chargeNano">)[],
): Promise<CallFacts> {
  const { prisma } = services.db;
  const ids = (pick: (row: Named) => string | null) => [...new Set(rows.flatMap((row) => pick(row) ?? []))];
  const [keys, apps, providers, fees, refunds] = await Promise.all([
    loadKeyNames(
      services,
      workspaceId,
      ids((row) => row.keyId),
    ),
    prisma.app.findMany({ where: { id: { in: ids((row) => row.appId) } }, select: { id: true, name: true } }),
    prisma.provider.findMany({ where: { id: { in: ids((row) => row.providerId) } }, select: { id: true, name: true } }),
    loadFeeScopes(
      services,
      ids((row) => row.feeVersionId),
    ),
    prisma.callRefund.findMany({
      where: { callId: { in: rows.filter((row) => row.chargeNano > 0n).map((row) => row.id) } },
      select: { callId: true, costNano: true, feeNano: true, surchargeNano: true },
    }),
  ]);
  const refunded = new Map<string, bigint>();
  for (const one of refunds)
    refunded.set(one.callId, (refunded.get(one.callId) ?? 0n) + one.costNano + one.feeNano + one.surchargeNano);
  return {
    keys,
    apps: new Map(apps.map((app) => [app.id, app.name])),
    providers: new Map(providers.map((provider) => [provider.id, provider.name])),
    fees,
    refunds: refunded,
  };
}

/** Names and hints of the workspace's own keys. */
export async function loadKeyNames(
  { db: { prisma } }: Pick<Services, "db">,
  workspaceId: string,
  ids: readonly string[],
): Promise<CallFacts["keys"]> {
  const keys = await prisma.apiKey.findMany({
    where: { workspaceId, id: { in: [...ids] } },
    select: { id: true, name: true, hint: true },
  });
  return new Map(keys.map((key) => [key.id, key]));
}

import type { CallModel } from "@tollgate/db/generated/models/Call";
import type { Services } from "../context.ts";
import type { CallNames } from "./call-view.ts";

type Named = Pick<CallModel, "keyId" | "appId" | "providerId">;

/** Looks up the names a page of calls needs: keys of the workspace itself, apps and providers it dealt with. */
export async function loadCallNames(
  { db: { prisma } }: Pick<Services, "db">,
  workspaceId: string,
  rows: readonly Named[],
): Promise<CallNames> {
  const ids = (pick: (row: Named) => string | null) => [...new Set(rows.flatMap((row) => pick(row) ?? []))];
  const [keys, apps, providers] = await Promise.all([
    prisma.apiKey.findMany({
      where: { workspaceId, id: { in: ids((row) => row.keyId) } },
      select: { id: true, name: true, hint: true },
    }),
    prisma.app.findMany({ where: { id: { in: ids((row) => row.appId) } }, select: { id: true, name: true } }),
    prisma.provider.findMany({ where: { id: { in: ids((row) => row.providerId) } }, select: { id: true, name: true } }),
  ]);
  return {
    keys: new Map(keys.map((key) => [key.id, key])),
    apps: new Map(apps.map((app) => [app.id, app.name])),
    providers: new Map(providers.map((provider) => [provider.id, provider.name])),
  };
}

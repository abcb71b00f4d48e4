import type { Database } from "@tollgate/db/open-database";

/** Names of what earned: apps for builders; model and provider of an endpoint for providers. */
export async function sourceNames(
  prisma: Database["prisma"],
  role: "builder" | "provider",
  ids: string[],
): Promise<(id: string) => string> {
  const names = role === "builder" ? await appNames(prisma, ids) : await endpointNames(prisma, ids);
  return (id) => names.get(id) ?? id;
}

async function appNames(prisma: Database["prisma"], ids: string[]): Promise<Map<string, string>> {
  const apps = await prisma.app.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(apps.map((app) => [app.id, app.name]));
}

async function endpointNames(prisma: Database["prisma"], ids: string[]): Promise<Map<string, string>> {
  const endpoints = await prisma.endpoint.findMany({
    where: { id: { in: ids } },
    select: { id: true, modelId: true, provider: { select: { name: true } } },
  });
  return new Map(endpoints.map((one) => [one.id, `${one.modelId} at ${one.provider.name}`]));
}

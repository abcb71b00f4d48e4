import { SERVED_FROM, type ServedFrom } from "../calls/served-from.ts";
import type { Context } from "../context.ts";
import { isAttribution } from "./read-usage.ts";
import type { UsageGroup } from "./usage-input.ts";

/** What an empty group means, by what is grouped. */
const NONE: Readonly<Record<UsageGroup, string>> = {
  model: "Unknown model",
  provider: "Nobody served",
  app: "Own keys",
  key: "Unknown key",
  member: "Nobody in particular",
  served_from: "Nobody served",
  user: "Not said",
  tenant: "Not said",
  feature: "Not said",
};

const SOURCE_NAMES: Readonly<Record<ServedFrom, string>> = {
  provider: "Provider",
  cache: "Cache",
  own_key: "Own provider key",
};

/** Names of groups for people to read; an id whose name is gone stands for itself. */
export async function groupNames(
  { db: { prisma } }: Context,
  groupBy: UsageGroup,
  ids: readonly string[],
): Promise<(id: string) => string> {
  if (isAttribution(groupBy)) return (value) => value || NONE[groupBy];
  if (groupBy === "served_from") return nameOfSource;
  const where = { id: { in: [...ids] } };
  const select = { id: true, name: true };
  const named = await {
    model: () => prisma.model.findMany({ where, select }),
    provider: () => prisma.provider.findMany({ where, select }),
    app: () => prisma.app.findMany({ where, select }),
    key: () => prisma.apiKey.findMany({ where, select }),
    member: () => prisma.user.findMany({ where, select }),
  }[groupBy]();
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return (id) => (id === "" ? NONE[groupBy] : (names.get(id) ?? id));
}

function nameOfSource(id: string): string {
  const source = SERVED_FROM.find((one) => one === id);
  return source ? SOURCE_NAMES[source] : id || NONE.served_from;
}

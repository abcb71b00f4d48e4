import { createHash, randomBytes } from "node:crypto";
import { grantPromotional } from "@tollgate/db/grant-promotional";
import { type Id, newId } from "@tollgate/db/ids";
import { addCredit, createFixture, type Fixture } from "@tollgate/marketplace/testing/fixture";
import { MARGIN_BASIS_POINTS, PRICES } from "./known-call.ts";

export interface MarketKey {
  readonly id: Id<"apiKey">;
  readonly key: string;
  readonly workspaceId: Id<"workspace">;
  readonly viaApp: boolean;
  /** What the key may spend, in nano-USD. */
  readonly limitNano: bigint | null;
}

export interface Market {
  readonly keys: readonly MarketKey[];
  /** Slugs of providers by endpoint. */
  readonly providers: ReadonlyMap<string, string>;
}

interface CustomerPlan {
  readonly creditUsd: string;
  readonly promotionalNano: bigint;
  /** The limit of its own key. */
  readonly limitNano: bigint | null;
  /** The monthly cap of the app it connected. */
  readonly capNano: bigint | null;
}

const USD = 1_000_000_000n;
/** Two with plenty, one with a budget that runs out, one with promotional credit only a little of which is left, one that runs out of credit. */
const CUSTOMERS: readonly CustomerPlan[] = [
  { creditUsd: "1000", promotionalNano: 0n, limitNano: null, capNano: null },
  { creditUsd: "1000", promotionalNano: 0n, limitNano: 900n * USD, capNano: 900n * USD },
  { creditUsd: "1000", promotionalNano: 0n, limitNano: USD / 4n, capNano: USD / 4n },
  { creditUsd: "1000", promotionalNano: USD / 10n, limitNano: null, capNano: null },
  { creditUsd: "0.25", promotionalNano: 0n, limitNano: null, capNano: null },
];

/** Fills an empty database: providers of the sandbox, a builder's app with a margin, and customers with and without much money. */
export async function openMarket(stores: { databaseUrl: string; redisUrl: string }, sandboxUrl: string) {
  const endpoints = Object.entries(PRICES).map(([slug, { input, output }]) => ({
    ...{ slug, baseUrl: `${sandboxUrl}/providers/${slug}/v1`, credential: "sk-demo-chaos" },
    ...{ inputUsd: usdPerMillion(input), outputUsd: usdPerMillion(output) },
  }));
  const fixture = await createFixture({ ...stores, endpoints, marginBasisPoints: MARGIN_BASIS_POINTS });
  const keys: MarketKey[] = [];
  for (const plan of CUSTOMERS) keys.push(...(await addCustomer(fixture, plan)));
  const slugs = Object.keys(PRICES);
  const providers = new Map(fixture.providers.map(({ endpointId }, index) => [endpointId, slugs[index] ?? ""]));
  await fixture.close();
  return { keys, providers } satisfies Market;
}

/** Nano-USD per token are thousandths of a USD per million. */
function usdPerMillion(nanoPerToken: bigint): string {
  return `${nanoPerToken / 1_000n}.${(nanoPerToken % 1_000n).toString().padStart(3, "0")}`;
}

async function addCustomer(fixture: Fixture, plan: CustomerPlan): Promise<MarketKey[]> {
  const { prisma } = fixture.db;
  const workspaceId = newId("workspace");
  const [grantId, userId, now] = [newId("grant"), newId("user"), new Date()];
  await prisma.workspace.create({ data: { id: workspaceId, name: "Customer", slug: workspaceId.slice(4) } });
  const { id: appId, marginVersionId } = fixture.app;
  const accepted = { marginVersionId, acceptedById: userId, acceptedAt: now };
  await prisma.grant.create({
    data: { id: grantId, appId, workspaceId, ...accepted, monthlyCapNano: plan.capNano },
  });
  if (plan.promotionalNano > 0n) {
    const lot = { lotId: newId("promotionalLot"), workspaceId, amountNano: plan.promotionalNano, eventAt: now };
    const ends = { expiresAt: new Date(now.getTime() + 86_400_000), codeId: null, createdById: null };
    await prisma.$transaction((tx) => grantPromotional(tx, { ...lot, ...ends, reason: "chaos" }));
  }
  const own = await addKey(fixture, { workspaceId, grantId: null, limitNano: plan.limitNano });
  await addCredit({ ...fixture, customer: { workspaceId, keyId: own.id, key: own.key } }, plan.creditUsd);
  return [own, await addKey(fixture, { workspaceId, grantId, limitNano: null })];
}

async function addKey(
  fixture: Fixture,
  {
    workspaceId,
    grantId,
    limitNano,
  }: { workspaceId: Id<"workspace">; grantId: string | null; limitNano: bigint | null },
): Promise<MarketKey> {
  const id = newId("apiKey");
  const key = `tg-${randomBytes(32).toString("base64url")}`;
  const hash = new Uint8Array(createHash("sha256").update(key).digest());
  await fixture.db.prisma.apiKey.create({
    data: { id, workspaceId, grantId, name: "chaos", hash, hint: key.slice(-4), limitNano, limitReset: "monthly" },
  });
  return { id, key, workspaceId, viaApp: grantId !== null, limitNano };
}

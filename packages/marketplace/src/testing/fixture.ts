import { createHash, randomBytes } from "node:crypto";
import { type Id, newId } from "@tollgate/db/ids";
import { type Database, openDatabase } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import { topUpPostings } from "@tollgate/ledger/posting";
import { parseUsd } from "@tollgate/money/nano";
import { completeTokenPrices } from "@tollgate/pricing/complete-prices";
import type { UsageBucket } from "@tollgate/pricing/usage-units";
import { Redis } from "ioredis";
import { parseKeyRing } from "../key-ring.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { writeUnitPrices } from "../settlement/read-unit-prices.ts";

/** A key ring for tests. */
export const TEST_ENCRYPTION_KEYS = `test:${Buffer.alloc(32, 7).toString("base64")}`;

/** A ring of one key that signs receipts in tests. */
export const TEST_RECEIPT_KEYS = `test:${Buffer.alloc(32, 8).toString("base64")}`;

export interface FixtureEndpoint {
  readonly slug: string;
  readonly baseUrl: string;
  /** USD per million tokens. */
  readonly inputUsd?: string;
  readonly outputUsd?: string;
  readonly credential?: string;
  readonly maxOutputTokens?: number;
  /** Chat completions when left out. */
  readonly dialect?: string;
  /** Of a model other than the fixture's own. */
  readonly modelId?: string;
  /** The model's name at the endpoint. */
  readonly upstreamModel?: string;
  /** A price list that is not of tokens in and out: USD per million by bucket. */
  readonly pricesUsd?: Readonly<Partial<Record<UsageBucket, string>>>;
}

/** A model beside the fixture's own. */
export interface FixtureModel {
  readonly id: string;
  readonly inputModalities?: readonly string[];
  readonly outputModalities: readonly string[];
}

export interface FixtureOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Credit of the customer, in USD. */
  readonly creditUsd?: string;
  readonly endpoints?: readonly FixtureEndpoint[];
  readonly models?: readonly FixtureModel[];
  /** The app's margin in basis points. */
  readonly marginBasisPoints?: number;
}

/** A small marketplace: a customer with credit and a key, a builder's app the customer connected, providers of one model. */
export interface Fixture {
  readonly db: Database;
  readonly redis: Redis;
  readonly modelId: string;
  readonly customer: { readonly workspaceId: Id<"workspace">; readonly keyId: Id<"apiKey">; readonly key: string };
  readonly builder: { readonly workspaceId: Id<"workspace"> };
  readonly app: {
    readonly id: Id<"app">;
    readonly grantId: Id<"grant">;
    readonly marginVersionId: Id<"marginVersion">;
    readonly keyId: Id<"apiKey">;
    readonly key: string;
  };
  readonly providers: readonly {
    readonly workspaceId: Id<"workspace">;
    readonly providerId: Id<"provider">;
    readonly endpointId: Id<"endpoint">;
    readonly priceVersionId: Id<"priceVersion">;
  }[];
  close(): Promise<void>;
}

const MODEL_ID = "acme/echo-1";

/** Fills an empty, migrated test database. */
export async function createFixture(options: FixtureOptions): Promise<Fixture> {
  const db = openDatabase({ url: options.databaseUrl, connections: 4 });
  const redis = new Redis(options.redisUrl);
  // Tests may take Redis away; commands tell of it.
  redis.on("error", () => undefined);
  const customerWorkspace = await addWorkspace(db, "customer");
  const builderWorkspace = await addWorkspace(db, "builder");
  await db.prisma.model.create({
    data: {
      id: MODEL_ID,
      name: "Acme Echo 1",
      author: "acme",
      contextLength: 128_000,
      maxOutputTokens: 16_384,
      inputModalities: ["text", "image", "audio"],
      outputModalities: ["text"],
      features: ["tools"],
    },
  });
  for (const model of options.models ?? []) await addModel(db, model);
  const providers = [];
  for (const endpoint of options.endpoints ?? []) providers.push(await addEndpoint(db, endpoint));
  const app = await addConnectedApp(db, {
    customerWorkspace,
    builderWorkspace,
    basisPoints: options.marginBasisPoints ?? 2000,
  });
  const customerKey = await addKey(db, customerWorkspace, null);
  const appKey = await addKey(db, customerWorkspace, app.grantId);
  const fixture: Fixture = {
    db,
    redis,
    modelId: MODEL_ID,
    customer: { workspaceId: customerWorkspace, keyId: customerKey.id, key: customerKey.key },
    builder: { workspaceId: builderWorkspace },
    app: { ...app, keyId: appKey.id, key: appKey.key },
    providers,
    async close() {
      redis.disconnect();
      await db.close();
    },
  };
  if (options.creditUsd !== undefined) await addCredit(fixture, options.creditUsd);
  return fixture;
}

/** Posts a top-up and brings it to Redis, as a paid checkout would. */
export async function addCredit(
  { db, redis, customer }: Pick<Fixture, "db" | "redis" | "customer">,
  usd: string,
): Promise<void> {
  const nano = parseUsd(usd);
  if (nano === null || nano <= 0n) throw new RangeError(`not an amount of credit: ${usd}`);
  await db.prisma.$transaction((tx) =>
    postJournal(tx, {
      kind: "top_up",
      idempotencyKey: `fixture:${newId("payment")}`,
      eventAt: new Date(),
      memo: "fixture",
      reverses: null,
      postings: topUpPostings(customer.workspaceId, nano),
    }),
  );
  await projectCredit({ db, redis }, customer.workspaceId);
}

async function addModel(db: Database, { id, inputModalities = ["text"], outputModalities }: FixtureModel) {
  await db.prisma.model.create({
    data: {
      id,
      name: id,
      author: "acme",
      contextLength: 8_192,
      inputModalities: [...inputModalities],
      outputModalities: [...outputModalities],
      features: [],
    },
  });
}

async function addWorkspace(db: Database, name: string): Promise<Id<"workspace">> {
  const id = newId("workspace");
  await db.prisma.workspace.create({ data: { id, name, slug: `${name}-${id.slice(4, 10)}` } });
  return id;
}

async function addKey(db: Database, workspaceId: string, grantId: string | null) {
  const id = newId("apiKey");
  const key = `tg-${randomBytes(32).toString("base64url")}`;
  await db.prisma.apiKey.create({
    data: {
      id,
      workspaceId,
      grantId,
      name: "fixture",
      hash: new Uint8Array(createHash("sha256").update(key).digest()),
      hint: `${key.slice(0, 7)}…${key.slice(-4)}`,
    },
  });
  return { id, key };
}

async function addConnectedApp(
  db: Database,
  {
    customerWorkspace,
    builderWorkspace,
    basisPoints,
  }: { customerWorkspace: string; builderWorkspace: string; basisPoints: number },
) {
  const [id, marginVersionId, grantId, userId] = [newId("app"), newId("marginVersion"), newId("grant"), newId("user")];
  const now = new Date();
  await db.prisma.app.create({
    data: { id, workspaceId: builderWorkspace, name: "Fixture app", url: "https://app.example" },
  });
  await db.prisma.marginVersion.create({
    data: { id: marginVersionId, appId: id, version: 1, basisPoints, effectiveAt: now },
  });
  await db.prisma.grant.create({
    data: {
      id: grantId,
      appId: id,
      workspaceId: customerWorkspace,
      marginVersionId,
      acceptedById: userId,
      acceptedAt: now,
    },
  });
  return { id, marginVersionId, grantId };
}

async function addEndpoint(db: Database, endpoint: FixtureEndpoint) {
  const workspaceId = await addWorkspace(db, endpoint.slug);
  const [providerId, endpointId, priceVersionId] = [newId("provider"), newId("endpoint"), newId("priceVersion")];
  await db.prisma.provider.create({ data: { id: providerId, workspaceId, slug: endpoint.slug, name: endpoint.slug } });
  const keyRing = parseKeyRing(TEST_ENCRYPTION_KEYS);
  await db.prisma.endpoint.create({
    data: {
      id: endpointId,
      providerId,
      modelId: endpoint.modelId ?? MODEL_ID,
      baseUrl: endpoint.baseUrl,
      upstreamModel: endpoint.upstreamModel ?? "echo-1",
      credentialSealed: keyRing.seal(endpoint.credential ?? "sk-demo-fixture", endpointId),
      status: "approved",
      maxOutputTokens: endpoint.maxOutputTokens ?? null,
      ...(endpoint.dialect !== undefined && { dialect: endpoint.dialect }),
    },
  });
  const prices = endpoint.pricesUsd
    ? Object.fromEntries(Object.entries(endpoint.pricesUsd).map(([bucket, usd]) => [bucket, unitPrice(usd)]))
    : completeTokenPrices({
        input: unitPrice(endpoint.inputUsd ?? "2.5"),
        output: unitPrice(endpoint.outputUsd ?? "10"),
      });
  await db.prisma.priceVersion.create({
    data: { id: priceVersionId, endpointId, prices: writeUnitPrices(prices), effectiveAt: new Date(0) },
  });
  return { workspaceId, providerId, endpointId, priceVersionId };
}

function unitPrice(usdPerMillion: string): bigint {
  const nano = parseUsd(usdPerMillion);
  if (nano === null) throw new RangeError(`not a price: ${usdPerMillion}`);
  return nano;
}

import { type Database, openDatabase } from "@tollgate/db/open-database";
import { modelKind } from "@tollgate/gateway/model-kind";
import { Redis } from "ioredis";
import type { CatalogueEntry } from "../catalogue/catalogue-entry.ts";
import { embeddedCatalogue } from "../catalogue/embedded-catalogue.ts";
import { writeCatalogue } from "../catalogue/import-catalogue.ts";
import { serviceCatalogue } from "../catalogue/service-catalogue.ts";
import { publishChange } from "../changes.ts";
import { type KeyRing, parseKeyRing } from "../key-ring.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { addDemoApps, addDemoKeys, DEMO_APP_ID, moveDemoApps } from "./demo-app.ts";
import { grantDemoCredit, historyStart, settleDemoHistory } from "./demo-money.ts";
import { addDemoOffers, planDemoOffers } from "./demo-offers.ts";
import {
  addDemoAuthenticators,
  addDemoPeople,
  DEMO_ROLES,
  type DemoRole,
  demoEmail,
  demoUserId,
  demoWorkspaceId,
} from "./demo-people.ts";
import { addDemoProviders, DEMO_PROVIDERS, demoProviderId, moveDemoProviders } from "./demo-providers.ts";
import { type DemoSecrets, demoSecrets } from "./demo-secrets.ts";
import { FEATURED_MODELS } from "./featured-models.ts";
import { renewDemoSecrets } from "./renew-demo-secrets.ts";

export interface SeedDemoOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Where the simulated providers are served. */
  readonly sandboxUrl: string;
  /** The installation's key ring, such as `2026:base64`. */
  readonly encryptionKeys: string;
  readonly now?: () => Date;
}

/** How a demo person signs in. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  /** Of their authenticator app, for staff. */
  readonly totpSecret?: string;
}

/** What a visitor needs to try the demo marketplace. */
export interface DemoSummary {
  readonly users: Readonly<Record<DemoRole, DemoAccount>>;
  readonly keys: { readonly customer: string; readonly app: string; readonly management: string };
  readonly app: { readonly id: string };
  /** Callable chat models, those worth trying first in front. */
  readonly models: readonly string[];
}

/** What the last step of seeding leaves in the audit log. */
const DONE = { action: "seedDemo", workspaceId: demoWorkspaceId("demo-customer") };

/**
 * Fills a migrated database with the demo marketplace: people, models, simulated providers, an app, credit and a history. Every step can be
 * repeated, so an interrupted seeding goes on where it stopped, and a finished one only follows addresses and encryption keys that changed.
 */
export async function seedDemo(options: SeedDemoOptions): Promise<DemoSummary> {
  const { databaseUrl, redisUrl, sandboxUrl, encryptionKeys, now = () => new Date() } = options;
  const db = openDatabase({ url: databaseUrl, connections: 8 });
  const redis = new Redis(redisUrl);
  const [secrets, keyRing] = [demoSecrets(encryptionKeys), parseKeyRing(encryptionKeys)];
  try {
    if (await db.prisma.auditEvent.findFirst({ where: DONE })) {
      await addPeopleOfLaterVersions(db, { secrets, keyRing });
      const added = await addModelsOfLaterVersions(db, { keyRing, sandboxUrl, now: now() });
      const moved = await moveDemoProviders(db, sandboxUrl);
      await moveDemoApps(db, sandboxUrl);
      const renewed = await renewDemoSecrets(db, { secrets, keyRing });
      if (moved || renewed || added) await publishChange(redis, { kind: "catalogue" });
    } else {
      await addEverything(db, { secrets, keyRing, sandboxUrl, now: now() });
      await publishChange(redis, { kind: "catalogue" });
    }
    await projectCredit({ db, redis }, demoWorkspaceId("demo-customer"));
    return await summarise(db, secrets);
  } finally {
    redis.disconnect();
    await db.close();
  }
}

/** Demo people that came with a newer version of the demo than the one that filled this database. */
async function addPeopleOfLaterVersions(db: Database, keys: { secrets: DemoSecrets; keyRing: KeyRing }): Promise<void> {
  const known = await db.prisma.user.findMany({ where: { email: { in: DEMO_ROLES.map(demoEmail) } } });
  const [first] = known;
  if (!first) return;
  if (known.length < DEMO_ROLES.length) await addDemoPeople(db, keys, first.createdAt);
  await addDemoAuthenticators(db, keys, first.createdAt);
}

/** Models beside the chat models, which databases of an older demo lack. @returns whether any was missing. */
async function addModelsOfLaterVersions(
  db: Database,
  { keyRing, sandboxUrl, now }: { keyRing: KeyRing; sandboxUrl: string; now: Date },
): Promise<boolean> {
  const catalogue = serviceCatalogue(now);
  const ids = catalogue.map(({ id }) => id);
  if ((await db.prisma.model.count({ where: { id: { in: ids } } })) === ids.length) return false;
  const known = await db.prisma.user.findUniqueOrThrow({ where: { id: demoUserId("customer") } });
  await takeOver(db, catalogue);
  await addDemoOffers(db, planDemoOffers(catalogue), { keyRing, sandboxUrl, since: known.createdAt });
  return true;
}

/** Writes models with their list prices and notes it, as operators are shown what was taken over when. */
async function takeOver(db: Database, entries: readonly CatalogueEntry[]): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const known = await tx.model.count({ where: { id: { in: entries.map(({ id }) => id) } } });
    await writeCatalogue(tx, entries, null);
    const detail = { added: entries.length - known, changed: 0, unchanged: known };
    if (detail.added > 0)
      await tx.auditEvent.create({ data: { action: "importCatalogue", subjectId: "catalogue", detail } });
  }, TAKE_OVER_PATIENCE);
}

/** Hundreds of models are written at once, on a machine that starts everything else meanwhile. */
const TAKE_OVER_PATIENCE = { timeout: 120_000, maxWait: 10_000 };

async function addEverything(
  db: Database,
  { secrets, keyRing, sandboxUrl, now }: { secrets: DemoSecrets; keyRing: KeyRing; sandboxUrl: string; now: Date },
): Promise<void> {
  const started = await db.prisma.user.findUnique({ where: { id: demoUserId("customer") } });
  const since = started?.createdAt ?? historyStart(now);
  await addDemoPeople(db, { secrets, keyRing }, since);
  const catalogue = embeddedCatalogue(now);
  await takeOver(db, [...catalogue, ...serviceCatalogue(now)]);
  await addDemoProviders(db, since);
  const offers = planDemoOffers(catalogue);
  const services = planDemoOffers(serviceCatalogue(now));
  await addDemoOffers(db, [...offers, ...services], { keyRing, sandboxUrl, since });
  await addDemoApps(db, { sandboxUrl, since });
  await addDemoKeys(db, { secrets, since, now });
  await grantDemoCredit(db, since);
  await settleDemoHistory(db, offers, { since, now });
  await db.prisma.auditEvent.create({ data: { ...DONE, subjectId: DEMO_APP_ID } });
}

async function summarise(db: Database, secrets: DemoSecrets): Promise<DemoSummary> {
  const rows = await db.prisma.model.findMany({
    where: {
      endpoints: {
        some: {
          status: "approved",
          priceVersions: { some: {} },
          providerId: { in: DEMO_PROVIDERS.map(({ slug }) => demoProviderId(slug)) },
        },
      },
    },
    select: { id: true, outputModalities: true },
    orderBy: { id: "asc" },
  });
  const chats = rows.filter(({ outputModalities }) => modelKind(outputModalities) === "chat");
  const callable = new Set(chats.map(({ id }) => id));
  const account = (role: DemoRole) => ({ email: demoEmail(role), password: secrets.password(role) });
  const staff = (role: DemoRole) => ({ ...account(role), totpSecret: secrets.totpSecret(role) });
  return {
    users: {
      customer: account("customer"),
      builder: account("builder"),
      provider: account("provider"),
      finance: staff("finance"),
      approver: staff("approver"),
      operator: staff("operator"),
    },
    keys: {
      customer: secrets.apiKey("customer").secret,
      app: secrets.apiKey("app").secret,
      management: secrets.apiKey("management").secret,
    },
    app: { id: DEMO_APP_ID },
    models: [...new Set([...FEATURED_MODELS.filter((id) => callable.has(id)), ...callable])],
  };
}

import { type Database, openDatabase } from "@tollgate/db/open-database";
import { Redis } from "ioredis";
import { embeddedCatalogue } from "../catalogue/embedded-catalogue.ts";
import { writeModels } from "../catalogue/import-catalogue.ts";
import { publishChange } from "../changes.ts";
import { type KeyRing, parseKeyRing } from "../key-ring.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { addDemoApp, addDemoKeys, DEMO_APP_ID, moveDemoApp } from "./demo-app.ts";
import { grantDemoCredit, historyStart, settleDemoHistory } from "./demo-money.ts";
import { addDemoOffers, planDemoOffers } from "./demo-offers.ts";
import { addDemoPeople, DEMO_ROLES, type DemoRole, demoEmail, demoUserId, demoWorkspaceId } from "./demo-people.ts";
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

/** What a visitor needs to try the demo marketplace. */
export interface DemoSummary {
  readonly users: Readonly<Record<DemoRole, { readonly email: string; readonly password: string }>>;
  readonly keys: { readonly customer: string; readonly app: string; readonly management: string };
  readonly app: { readonly id: string };
  /** Callable models, those worth trying first in front. */
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
      await addPeopleOfLaterVersions(db, secrets);
      const moved = await moveDemoProviders(db, sandboxUrl);
      await moveDemoApp(db, sandboxUrl);
      const renewed = await renewDemoSecrets(db, { secrets, keyRing });
      if (moved || renewed) await publishChange(redis, { kind: "catalogue" });
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
async function addPeopleOfLaterVersions(db: Database, secrets: DemoSecrets): Promise<void> {
  const known = await db.prisma.user.findMany({ where: { email: { in: DEMO_ROLES.map(demoEmail) } } });
  const [first] = known;
  if (first && known.length < DEMO_ROLES.length) await addDemoPeople(db, secrets, first.createdAt);
}

async function addEverything(
  db: Database,
  { secrets, keyRing, sandboxUrl, now }: { secrets: DemoSecrets; keyRing: KeyRing; sandboxUrl: string; now: Date },
): Promise<void> {
  const started = await db.prisma.user.findUnique({ where: { id: demoUserId("customer") } });
  const since = started?.createdAt ?? historyStart(now);
  await addDemoPeople(db, secrets, since);
  const catalogue = embeddedCatalogue(now);
  await writeModels(db.prisma, catalogue);
  await addDemoProviders(db, since);
  const offers = planDemoOffers(catalogue);
  await addDemoOffers(db, offers, { keyRing, sandboxUrl, since });
  await addDemoApp(db, { sandboxUrl, since });
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
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const callable = new Set(rows.map(({ id }) => id));
  const account = (role: DemoRole) => ({ email: demoEmail(role), password: secrets.password(role) });
  return {
    users: {
      customer: account("customer"),
      builder: account("builder"),
      provider: account("provider"),
      finance: account("finance"),
      approver: account("approver"),
      operator: account("operator"),
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

import type { Database } from "@tollgate/db/open-database";
import { parseUsd } from "@tollgate/money/nano";
import { demoId } from "./demo-id.ts";
import { demoUserId, demoWorkspaceId } from "./demo-people.ts";
import type { DemoSecrets } from "./demo-secrets.ts";

/** The builder's apps. They have no sites of their own: their addresses are pages of the sandbox. */
export const DEMO_APPS = [
  {
    slug: "demo-writer",
    name: "Demo Writer",
    description: "A writing app that exists only in this installation, to show how a margin works.",
    basisPoints: 2_000,
    monthlyCapUsd: "500",
  },
  {
    slug: "demo-desk",
    name: "Demo Desk",
    description: "A support desk that exists only in this installation, with a lower margin than its neighbour.",
    basisPoints: 1_250,
    monthlyCapUsd: "200",
  },
] as const;

export type DemoAppName = (typeof DEMO_APPS)[number]["slug"];

export const DEMO_APP_ID = demoAppId("demo-writer");

export function demoAppId(slug: DemoAppName) {
  return demoId("app", slug);
}

export function demoGrantId(slug: DemoAppName) {
  return demoId("grant", slug);
}

export function demoMarginId(slug: DemoAppName) {
  return demoId("marginVersion", `${slug} 1`);
}

export const DEMO_KEY_IDS = {
  customer: demoId("apiKey", "customer"),
  app: demoId("apiKey", "app"),
  management: demoId("apiKey", "management"),
  history: demoId("apiKey", "history"),
  historyApp: demoId("apiKey", "history app"),
  historyDesk: demoId("apiKey", "history desk"),
} as const;

/** How the names of the keys begin that made the demo's history, so that every such call can be told from a real one. */
export const HISTORY_KEY_NAME = "Demo history";

/** The key that made an app's history, or the customer's own. */
export function historyKeyId(app: DemoAppName | null) {
  if (app === null) return DEMO_KEY_IDS.history;
  return app === "demo-writer" ? DEMO_KEY_IDS.historyApp : DEMO_KEY_IDS.historyDesk;
}

/** Adds the builder's apps with their margins, and the demo customer's consent to them. */
export async function addDemoApps(
  db: Database,
  { sandboxUrl, since }: { sandboxUrl: string; since: Date },
): Promise<void> {
  await db.prisma.app.createMany({
    data: DEMO_APPS.map(({ slug, name, description }) => ({
      id: demoAppId(slug),
      workspaceId: demoWorkspaceId("demo-studio"),
      name,
      description,
      url: appUrl(sandboxUrl, slug),
      callbackUrl: appUrl(sandboxUrl, slug),
      createdAt: since,
      listedAt: since,
    })),
    skipDuplicates: true,
  });
  await db.prisma.marginVersion.createMany({
    data: DEMO_APPS.map(({ slug, basisPoints }) => ({
      id: demoMarginId(slug),
      appId: demoAppId(slug),
      version: 1,
      basisPoints,
      effectiveAt: since,
      createdById: demoUserId("builder"),
      createdAt: since,
    })),
    skipDuplicates: true,
  });
  await db.prisma.grant.createMany({
    data: DEMO_APPS.map(({ slug, monthlyCapUsd }) => ({
      id: demoGrantId(slug),
      appId: demoAppId(slug),
      workspaceId: demoWorkspaceId("demo-customer"),
      marginVersionId: demoMarginId(slug),
      monthlyCapNano: parseUsd(monthlyCapUsd),
      acceptedById: demoUserId("customer"),
      acceptedAt: since,
      createdAt: since,
    })),
    skipDuplicates: true,
  });
}

/** Adds the demo customer's keys. Those of the history are revoked from the start: nobody is ever told their secret. */
export async function addDemoKeys(
  db: Database,
  { secrets, since, now }: { secrets: DemoSecrets; since: Date; now: Date },
): Promise<void> {
  const row = (name: keyof typeof DEMO_KEY_IDS, title: string, more: { grantId?: string; revokedAt?: Date } = {}) => {
    const { hash, hint } = secrets.apiKey(name);
    return {
      id: DEMO_KEY_IDS[name],
      workspaceId: demoWorkspaceId("demo-customer"),
      createdById: demoUserId("customer"),
      name: title,
      kind: name === "management" ? ("management" as const) : ("inference" as const),
      hash,
      hint,
      createdAt: more.revokedAt ? since : now,
      ...more,
    };
  };
  await db.prisma.apiKey.createMany({
    data: [
      row("customer", "Demo key"),
      row("app", "Demo Writer", { grantId: demoGrantId("demo-writer") }),
      row("management", "Demo management key"),
      row("history", HISTORY_KEY_NAME, { revokedAt: now }),
      row("historyApp", `${HISTORY_KEY_NAME}, Writer`, { grantId: demoGrantId("demo-writer"), revokedAt: now }),
      row("historyDesk", `${HISTORY_KEY_NAME}, Desk`, { grantId: demoGrantId("demo-desk"), revokedAt: now }),
    ],
    skipDuplicates: true,
  });
}

/** Points the apps at the sandbox where it listens now, unless their builder gave them another address. */
export async function moveDemoApps(db: Database, sandboxUrl: string): Promise<void> {
  for (const { slug } of DEMO_APPS) {
    const url = appUrl(sandboxUrl, slug);
    await db.prisma.app.updateMany({
      where: { id: demoAppId(slug), url: { endsWith: appPath(slug), not: url } },
      data: { url, callbackUrl: url },
    });
  }
}

function appPath(slug: DemoAppName): string {
  return `/?app=${slug}`;
}

function appUrl(sandboxUrl: string, slug: DemoAppName): string {
  return `${sandboxUrl.replace(/\/+$/, "")}${appPath(slug)}`;
}

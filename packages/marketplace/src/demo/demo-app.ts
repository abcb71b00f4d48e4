import type { Database } from "@tollgate/db/open-database";
import { parseUsd } from "@tollgate/money/nano";
import { demoId } from "./demo-id.ts";
import { demoUserId, demoWorkspaceId } from "./demo-people.ts";
import type { DemoSecrets } from "./demo-secrets.ts";

export const DEMO_APP_ID = demoId("app", "demo-writer");
export const DEMO_GRANT_ID = demoId("grant", "demo-writer");
export const DEMO_MARGIN_ID = demoId("marginVersion", "demo-writer 1");
/** 20 %. */
const MARGIN_BASIS_POINTS = 2_000;
/** What the demo customer lets the app spend in a month, in USD. */
const MONTHLY_CAP_USD = "500";

/** The app has no site of its own: its address is a page of the sandbox. */
const APP_PATH = "/?app=demo-writer";

export const DEMO_KEY_IDS = {
  customer: demoId("apiKey", "customer"),
  app: demoId("apiKey", "app"),
  management: demoId("apiKey", "management"),
  history: demoId("apiKey", "history"),
  historyApp: demoId("apiKey", "history app"),
} as const;

/** Name of the keys that made the demo's history, so that every such call can be told from a real one. */
export const HISTORY_KEY_NAME = "demo history";

/** Adds the builder's app with its margin, and the demo customer's consent to it. */
export async function addDemoApp(
  db: Database,
  { sandboxUrl, since }: { sandboxUrl: string; since: Date },
): Promise<void> {
  const url = appUrl(sandboxUrl);
  await db.prisma.app.createMany({
    data: [
      {
        id: DEMO_APP_ID,
        workspaceId: demoWorkspaceId("demo-studio"),
        name: "Demo Writer",
        description: "A writing app that exists only in this installation, to show how a margin works.",
        url,
        callbackUrl: url,
        createdAt: since,
        listedAt: since,
      },
    ],
    skipDuplicates: true,
  });
  await db.prisma.marginVersion.createMany({
    data: [
      {
        id: DEMO_MARGIN_ID,
        appId: DEMO_APP_ID,
        version: 1,
        basisPoints: MARGIN_BASIS_POINTS,
        effectiveAt: since,
        createdById: demoUserId("builder"),
        createdAt: since,
      },
    ],
    skipDuplicates: true,
  });
  await db.prisma.grant.createMany({
    data: [
      {
        id: DEMO_GRANT_ID,
        appId: DEMO_APP_ID,
        workspaceId: demoWorkspaceId("demo-customer"),
        marginVersionId: DEMO_MARGIN_ID,
        monthlyCapNano: parseUsd(MONTHLY_CAP_USD),
        acceptedById: demoUserId("customer"),
        acceptedAt: since,
        createdAt: since,
      },
    ],
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
      row("app", "Demo Writer", { grantId: DEMO_GRANT_ID }),
      row("management", "Demo management key"),
      row("history", HISTORY_KEY_NAME, { revokedAt: now }),
      row("historyApp", HISTORY_KEY_NAME, { grantId: DEMO_GRANT_ID, revokedAt: now }),
    ],
    skipDuplicates: true,
  });
}

/** Points the app at the sandbox where it listens now, unless its builder gave it another address. */
export async function moveDemoApp(db: Database, sandboxUrl: string): Promise<void> {
  const url = appUrl(sandboxUrl);
  await db.prisma.app.updateMany({
    where: { id: DEMO_APP_ID, url: { endsWith: APP_PATH, not: url } },
    data: { url, callbackUrl: url },
  });
}

function appUrl(sandboxUrl: string): string {
  return `${sandboxUrl.replace(/\/+$/, "")}${APP_PATH}`;
}

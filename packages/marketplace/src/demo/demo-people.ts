import type { Database } from "@tollgate/db/open-database";
import { hashPassword } from "../access/password.ts";
import type { PlatformRole } from "../context.ts";
import type { KeyRing } from "../key-ring.ts";
import { sealTotpSecret } from "../second-factor/totp-secret.ts";
import { demoId } from "./demo-id.ts";
import type { DemoSecrets } from "./demo-secrets.ts";

export const DEMO_ROLES = ["customer", "builder", "provider", "finance", "approver", "operator"] as const;
export type DemoRole = (typeof DEMO_ROLES)[number];

const PLATFORM_ROLES: Readonly<Record<DemoRole, PlatformRole>> = {
  customer: "none",
  builder: "none",
  provider: "none",
  finance: "finance",
  // Payout runs and adjustments take a second person.
  approver: "finance",
  operator: "operator",
};

/** Who works for the marketplace, and so has an authenticator app. */
export const DEMO_STAFF = ["finance", "approver", "operator"] as const satisfies readonly DemoRole[];

/** Workspaces by address, each with its owner. The first of an owner is where they land after signing in. */
const WORKSPACES = [
  { slug: "demo-customer", name: "Demo Customer", owner: "customer" },
  { slug: "demo-studio", name: "Demo Studio", owner: "builder" },
  { slug: "demo-harbor", name: "Demo Harbor", owner: "provider" },
  { slug: "demo-meadow", name: "Demo Meadow", owner: "provider" },
  { slug: "demo-weir", name: "Demo Weir", owner: "provider" },
] as const satisfies readonly { slug: string; name: string; owner: DemoRole }[];

export type DemoWorkspace = (typeof WORKSPACES)[number]["slug"];

export function demoEmail(role: DemoRole): string {
  return `${role}@demo.tollgate.local`;
}

export function demoUserId(role: DemoRole) {
  return demoId("user", role);
}

export function demoWorkspaceId(slug: DemoWorkspace) {
  return demoId("workspace", slug);
}

/**
 * Adds the demo people and their workspaces, leaving those that exist.
 * @param since when the demo's history begins; stored with the rows, and read again when seeding is resumed.
 */
export async function addDemoPeople(
  db: Database,
  { secrets, keyRing }: { secrets: DemoSecrets; keyRing: KeyRing },
  since: Date,
): Promise<void> {
  const users = await Promise.all(
    DEMO_ROLES.map(async (role) => ({
      id: demoUserId(role),
      email: demoEmail(role),
      name: `Demo ${role.charAt(0).toUpperCase()}${role.slice(1)}`,
      passwordHash: await hashPassword(secrets.password(role)),
      platformRole: PLATFORM_ROLES[role],
      emailVerifiedAt: since,
      createdAt: since,
    })),
  );
  await db.prisma.user.createMany({ data: users, skipDuplicates: true });
  await addDemoAuthenticators(db, { secrets, keyRing }, since);
  await db.prisma.workspace.createMany({
    data: WORKSPACES.map(({ slug, name }, index) => ({
      id: demoWorkspaceId(slug),
      slug,
      name,
      createdAt: new Date(since.getTime() + index * 1_000),
    })),
    skipDuplicates: true,
  });
  await db.prisma.membership.createMany({
    data: WORKSPACES.map(({ slug, owner }, index) => ({
      workspaceId: demoWorkspaceId(slug),
      userId: demoUserId(owner),
      role: "owner" as const,
      createdAt: new Date(since.getTime() + index * 1_000),
    })),
    skipDuplicates: true,
  });
}

/** Gives the demo's staff the authenticator app whose secret visitors are told, unless they have one. */
export async function addDemoAuthenticators(
  db: Database,
  { secrets, keyRing }: { secrets: DemoSecrets; keyRing: KeyRing },
  since: Date,
): Promise<void> {
  const apps = DEMO_STAFF.map((role) => ({
    userId: demoUserId(role),
    secretSealed: sealTotpSecret(keyRing, demoUserId(role), secrets.totpSecret(role)),
    lastStep: 0,
    createdAt: since,
    confirmedAt: since,
  }));
  await db.prisma.authenticator.createMany({ data: apps, skipDuplicates: true });
}

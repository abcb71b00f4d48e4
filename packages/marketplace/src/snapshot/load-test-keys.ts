import type { Database } from "@tollgate/db/open-database";
import { toMarginView, toPublishedMargin, WITH_WITHDRAWAL } from "../apps/margin-view.ts";
import type { TestKeyRecord } from "./records.ts";

/** Revoked keys stay known this long, so that their refusal can say why. */
const REMEMBER_REVOKED_MS = 7 * 86_400_000;

/** Test keys of one app, or of all, by SHA-256 of the key in lower-case hex. Those of archived apps are refused as revoked ones are. */
export async function loadTestKeys(
  { prisma }: Pick<Database, "prisma">,
  { appId, nowMs }: { readonly appId: string | null; readonly nowMs: number },
): Promise<[hash: string, record: TestKeyRecord][]> {
  const rows = await prisma.testKey.findMany({
    where: {
      OR: [{ revokedAt: null }, { revokedAt: { gt: new Date(nowMs - REMEMBER_REVOKED_MS) } }],
      ...(appId !== null && { appId }),
    },
    include: { app: { include: { marginVersions: WITH_WITHDRAWAL } } },
  });
  return rows.map(({ app, ...row }) => {
    const standing = app.marginVersions.filter(({ withdrawal }) => withdrawal === null);
    const record: TestKeyRecord = {
      id: row.id,
      name: row.name,
      hint: row.hint,
      appId: app.id,
      appName: app.name,
      builderWorkspaceId: app.workspaceId,
      margins: standing.map((margin) => toPublishedMargin(toMarginView(margin))),
      revoked: row.revokedAt !== null || app.status !== "active",
      createdById: row.createdById,
      createdAtMs: row.createdAt.getTime(),
    };
    return [Buffer.from(row.hash).toString("hex"), record];
  });
}

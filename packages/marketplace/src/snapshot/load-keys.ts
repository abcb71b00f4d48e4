import type { Database } from "@tollgate/db/open-database";
import type { PublishedMargin } from "@tollgate/pricing/resolve-margin";
import type { GrantRecord, KeyRecord } from "./records.ts";

/** Revoked keys stay known this long, so that their refusal can say why. */
const REMEMBER_REVOKED_MS = 7 * 86_400_000;

/** Which keys to load: one, those of an app's grants, or all. */
export type KeySelection = { readonly keyId: string } | { readonly appId: string } | "all";

export interface LoadedKey {
  /** SHA-256 of the key, lower-case hex. */
  readonly hash: string;
  readonly record: KeyRecord;
}

/** Loads keys with what admission needs of them, from Postgres. */
export async function loadKeys(db: Database, selection: KeySelection, nowMs: number): Promise<LoadedKey[]> {
  const rows = await db.prisma.apiKey.findMany({
    where:
      selection === "all"
        ? { OR: [{ revokedAt: null }, { revokedAt: { gt: new Date(nowMs - REMEMBER_REVOKED_MS) } }] }
        : "keyId" in selection
          ? { id: selection.keyId }
          : { grant: { appId: selection.appId } },
    include: { grant: { include: { app: { include: { marginVersions: true } } } } },
  });
  const grants = new Map<string, GrantRecord>();
  return rows.map((row) => ({
    hash: Buffer.from(row.hash).toString("hex"),
    record: {
      id: row.id,
      workspaceId: row.workspaceId,
      name: row.name,
      hint: row.hint,
      kind: row.kind,
      grant: row.grant ? grantRecord(row.grant, grants) : null,
      limitNano: row.limitNano,
      limitReset: row.limitReset,
      requestsPerMinute: row.requestsPerMinute,
      maxConcurrency: row.maxConcurrency,
      expiresAtMs: row.expiresAt?.getTime() ?? null,
      revoked: row.revokedAt !== null,
      createdAtMs: row.createdAt.getTime(),
    },
  }));
}

interface GrantRow {
  readonly id: string;
  readonly appId: string;
  readonly status: "active" | "revoked";
  readonly marginVersionId: string;
  readonly monthlyCapNano: bigint | null;
  readonly app: {
    readonly name: string;
    readonly workspaceId: string;
    readonly status: "active" | "archived";
    readonly marginVersions: readonly (Omit<PublishedMargin, "effectiveAtMs"> & { readonly effectiveAt: Date })[];
  };
}

function grantRecord(row: GrantRow, known: Map<string, GrantRecord>): GrantRecord {
  const existing = known.get(row.id);
  if (existing) return existing;
  const record: GrantRecord = {
    id: row.id,
    appId: row.appId,
    appName: row.app.name,
    builderWorkspaceId: row.app.workspaceId,
    active: row.status === "active" && row.app.status === "active",
    acceptedMarginId: row.marginVersionId,
    margins: row.app.marginVersions.map((margin) => ({
      id: margin.id,
      version: margin.version,
      basisPoints: margin.basisPoints,
      perRequestNano: margin.perRequestNano,
      perMillionTokensNano: margin.perMillionTokensNano,
      minimumNano: margin.minimumNano,
      capNano: margin.capNano,
      effectiveAtMs: margin.effectiveAt.getTime(),
    })),
    monthlyCapNano: row.monthlyCapNano,
  };
  known.set(row.id, record);
  return record;
}

import type { WorkspaceModel } from "@tollgate/db/generated/models/Workspace";
import type { Database } from "@tollgate/db/open-database";
import { parseRanges } from "@tollgate/gateway/egress";
import { toRoutePolicy } from "../access/data-policy.ts";
import { type MarginRow, toMarginView, toPublishedMargin, WITH_WITHDRAWAL } from "../apps/margin-view.ts";
import type { KeyRing } from "../key-ring.ts";
import { memberScopeId } from "./member-scope-id.ts";
import type { GrantRecord, KeyRecord, LimitReset, MemberRecord, OwnKey, WorkspaceRecord } from "./records.ts";

/** Revoked keys stay known this long, so that their refusal can say why. */
const REMEMBER_REVOKED_MS = 7 * 86_400_000;

/** Which keys to load: one, those of an app's grants, those of a workspace, or all. */
export type KeySelection =
  | { readonly keyId: string }
  | { readonly appId: string }
  | { readonly workspaceId: string }
  | "all";

export interface LoadedKey {
  /** SHA-256 of the key, lower-case hex. */
  readonly hash: string;
  readonly record: KeyRecord;
}

export interface KeySource {
  readonly db: Database;
  readonly keyRing: KeyRing;
  readonly nowMs: number;
  /** Told of a customer's own key that cannot be opened; it is not used. */
  readonly onError?: (error: unknown) => void;
}

/** Loads keys with what admission and routing need of them, from Postgres. */
export async function loadKeys(source: KeySource, selection: KeySelection): Promise<LoadedKey[]> {
  const { db, nowMs } = source;
  const rows = await db.prisma.apiKey.findMany({
    where: whichKeys(selection, nowMs),
    include: { grant: { include: { app: { include: { marginVersions: WITH_WITHDRAWAL } } } }, workspace: true },
  });
  const grants = new Map<string, GrantRecord>();
  const ids = [...new Set(rows.map(({ workspaceId }) => workspaceId))];
  const [members, ownKeys] = await Promise.all([
    loadMembers(db, selection === "all" ? undefined : ids),
    loadOwnKeys(source, selection === "all" ? undefined : ids),
  ]);
  const workspaces = new Map(
    rows.map(({ workspace }) => [workspace.id, workspaceRecord(workspace, ownKeys.get(workspace.id))]),
  );
  return rows.flatMap((row): LoadedKey[] => {
    const record: KeyRecord = {
      id: row.id,
      workspaceId: row.workspaceId,
      name: row.name,
      hint: row.hint,
      kind: row.kind,
      grant: row.grant ? grantRecord(row.grant, grants) : null,
      limitNano: row.limitNano,
      limitReset: row.limitReset,
      requestsPerMinute: row.requestsPerMinute,
      tokensPerMinute: row.tokensPerMinute,
      maxConcurrency: row.maxConcurrency,
      member: members.get(memberScopeId(row.workspaceId, row.createdById ?? "")) ?? null,
      workspace: workspaces.get(row.workspaceId) ?? workspaceRecord(row.workspace),
      allowedModels: row.allowedModels.length === 0 ? null : new Set(row.allowedModels),
      allowedAddresses: row.allowedAddresses.length === 0 ? null : parseRanges(row.allowedAddresses.join()),
      expiresAtMs: row.expiresAt?.getTime() ?? null,
      rotated: false,
      revoked: row.revokedAt !== null,
      disabled: row.disabledAt !== null,
      cacheTtlSeconds: row.cacheTtlSeconds,
      createdById: row.createdById,
      createdAtMs: row.createdAt.getTime(),
    };
    return [{ hash: hex(row.hash), record }, ...previousSecret(row, record, nowMs)];
  });
}

interface RotatedRow {
  readonly previousHash: Uint8Array | null;
  readonly previousUntil: Date | null;
}

/** The secret before the last rotation opens the same key until its time is over; for a while its refusal says what happened. */
function previousSecret({ previousHash, previousUntil }: RotatedRow, record: KeyRecord, nowMs: number): LoadedKey[] {
  if (!previousHash || !previousUntil || previousUntil.getTime() < nowMs - REMEMBER_REVOKED_MS) return [];
  const endsMs = Math.min(previousUntil.getTime(), record.expiresAtMs ?? Number.POSITIVE_INFINITY);
  return [{ hash: hex(previousHash), record: { ...record, rotated: true, expiresAtMs: endsMs } }];
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString("hex");
}

function whichKeys(selection: KeySelection, nowMs: number) {
  if (selection === "all")
    return { OR: [{ revokedAt: null }, { revokedAt: { gt: new Date(nowMs - REMEMBER_REVOKED_MS) } }] };
  if ("keyId" in selection) return { id: selection.keyId };
  if ("appId" in selection) return { grant: { appId: selection.appId } };
  return { workspaceId: selection.workspaceId };
}

/** One record per workspace, whatever the number of its keys. */
function workspaceRecord(row: WorkspaceModel, ownKeys?: ReadonlyMap<string, OwnKey>): WorkspaceRecord {
  const { budgetNano, budgetReset, requestsPerMinute, tokensPerMinute, maxConcurrency } = row;
  const policy = toRoutePolicy(row);
  return {
    ...{ budgetNano, budgetReset, requestsPerMinute, tokensPerMinute, maxConcurrency },
    ...(policy && { policy }),
    ...(ownKeys && { ownKeys }),
  };
}

/** Keys at providers that are in use, by workspace and provider. */
async function loadOwnKeys(
  { db, keyRing, onError }: KeySource,
  workspaceIds: string[] | undefined,
): Promise<Map<string, Map<string, OwnKey>>> {
  const rows = await db.prisma.providerKey.findMany({
    where: { disabledAt: null, ...(workspaceIds && { workspaceId: { in: workspaceIds } }) },
  });
  const found = new Map<string, Map<string, OwnKey>>();
  for (const { id, workspaceId, providerId, credentialSealed, fallsBack } of rows) {
    try {
      const own = found.get(workspaceId) ?? new Map<string, OwnKey>();
      own.set(providerId, { id, credential: keyRing.open(credentialSealed, id), fallsBack });
      found.set(workspaceId, own);
    } catch (cause) {
      onError?.(new Error(`the provider key ${id} cannot be opened and is not used`, { cause }));
    }
  }
  return found;
}

/** Members with a budget, by their scope id. */
async function loadMembers(db: Database, workspaceIds: string[] | undefined): Promise<Map<string, MemberRecord>> {
  const rows = await db.prisma.membership.findMany({
    where: { budgetNano: { not: null }, ...(workspaceIds && { workspaceId: { in: workspaceIds } }) },
  });
  return new Map(
    rows.map(({ workspaceId, userId, budgetNano, budgetReset }) => [
      memberScopeId(workspaceId, userId),
      { userId, budgetNano, budgetReset },
    ]),
  );
}

interface GrantRow {
  readonly id: string;
  readonly appId: string;
  readonly status: "active" | "revoked";
  readonly marginVersionId: string;
  readonly monthlyCapNano: bigint | null;
  readonly capReset: LimitReset;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly maxConcurrency: number | null;
  readonly app: {
    readonly name: string;
    readonly workspaceId: string;
    readonly status: "active" | "archived";
    readonly marginVersions: readonly MarginRow[];
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
    // A version that was withdrawn never takes effect.
    margins: row.app.marginVersions
      .filter((margin) => margin.withdrawal === null)
      .map((margin) => toPublishedMargin(toMarginView(margin))),
    monthlyCapNano: row.monthlyCapNano,
    capReset: row.capReset,
    requestsPerMinute: row.requestsPerMinute,
    tokensPerMinute: row.tokensPerMinute,
    maxConcurrency: row.maxConcurrency,
  };
  known.set(row.id, record);
  return record;
}

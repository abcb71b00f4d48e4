import type { ApiKeyModel } from "@tollgate/db/generated/models/ApiKey";

/** An API key as screens show it. */
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  readonly kind: "inference" | "management";
  readonly hint: string;
  /** The app this key was made for, when the workspace connected one. */
  readonly app: { readonly id: string; readonly name: string } | null;
  readonly limitNano: bigint | null;
  readonly limitReset: "never" | "daily" | "weekly" | "monthly";
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly maxConcurrency: number | null;
  readonly allowedModels: readonly string[];
  readonly allowedAddresses: readonly string[];
  /** How long its answers may be given again; `null` for never. */
  readonly cacheTtlSeconds: number | null;
  /** The secret before the last rotation, while it still works. */
  readonly previous: { readonly hint: string; readonly until: Date } | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
  readonly state: "active" | "disabled" | "expired" | "revoked";
}

type ApiKeyRow = ApiKeyModel & {
  readonly grant: { readonly app: { readonly id: string; readonly name: string } } | null;
};

export const WITH_APP = { grant: { select: { app: { select: { id: true, name: true } } } } } as const;

export function toApiKeyView(row: ApiKeyRow, now: Date): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    hint: row.hint,
    app: row.grant?.app ?? null,
    limitNano: row.limitNano,
    limitReset: row.limitReset,
    requestsPerMinute: row.requestsPerMinute,
    tokensPerMinute: row.tokensPerMinute,
    maxConcurrency: row.maxConcurrency,
    allowedModels: row.allowedModels,
    allowedAddresses: row.allowedAddresses,
    cacheTtlSeconds: row.cacheTtlSeconds,
    previous:
      row.previousHint !== null && row.previousUntil !== null && row.previousUntil > now
        ? { hint: row.previousHint, until: row.previousUntil }
        : null,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
    createdAt: row.createdAt,
    state: stateOf(row, now),
  };
}

function stateOf({ revokedAt, expiresAt, disabledAt }: ApiKeyModel, now: Date): ApiKeyView["state"] {
  if (revokedAt) return "revoked";
  if (expiresAt && expiresAt <= now) return "expired";
  return disabledAt ? "disabled" : "active";
}

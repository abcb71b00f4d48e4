import type { AddressRange } from "@tollgate/gateway/egress";
import type { RoutePolicy } from "@tollgate/gateway/route-policy";
import type { DataPolicy } from "@tollgate/gateway/route-preferences";
import type { SignalSummary } from "@tollgate/gateway/signal-summary";
import type { PublishedMargin } from "@tollgate/pricing/resolve-margin";
import type { FeeVersion, PriceVersion } from "@tollgate/pricing/versions";

/** An API key as the proxies hold it in memory. */
export interface KeyRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly hint: string;
  readonly kind: "inference" | "management";
  readonly grant: GrantRecord | null;
  readonly limitNano: bigint | null;
  readonly limitReset: LimitReset;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly maxConcurrency: number | null;
  /** Who made the key, while they have a budget; `null` otherwise. */
  readonly member: MemberRecord | null;
  readonly workspace: WorkspaceRecord;
  /** Model ids and `author/*`; `null` for every model. */
  readonly allowedModels: ReadonlySet<string> | null;
  /** Where it may be used from; `null` for anywhere. */
  readonly allowedAddresses: readonly AddressRange[] | null;
  readonly expiresAtMs: number | null;
  /** The record of the secret before the last rotation, which ends at `expiresAtMs`. */
  readonly rotated: boolean;
  readonly revoked: boolean;
  /** Refused for the time being. */
  readonly disabled: boolean;
  /** How long its answers may be given again; `null` when it does not ask for that. */
  readonly cacheTtlSeconds: number | null;
  readonly createdById: string | null;
  readonly createdAtMs: number;
}

export type LimitReset = "never" | "daily" | "weekly" | "monthly";

/** A member with a budget: the calls of every key they made count on it. */
export interface MemberRecord {
  readonly userId: string;
  readonly budgetNano: bigint | null;
  readonly budgetReset: LimitReset;
}

/** What a workspace lets all its keys spend and do together. */
export interface WorkspaceRecord {
  readonly budgetNano: bigint | null;
  readonly budgetReset: LimitReset;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly maxConcurrency: number | null;
  /** What it lets happen to its requests; absent when everything may. */
  readonly policy?: RoutePolicy;
  /** Its own keys at providers, by provider; absent without any. */
  readonly ownKeys?: ReadonlyMap<string, OwnKey>;
}

/** A customer's own key at a provider. */
export interface OwnKey {
  readonly id: string;
  /** Opened credential; lives in memory only and is never printed. */
  readonly credential: string;
  /** Whether a call goes on with the platform's credential when this one does not serve it. */
  readonly fallsBack: boolean;
}

/** A customer's consent to an app, with the app's published margins. */
export interface GrantRecord {
  readonly id: string;
  readonly appId: string;
  readonly appName: string;
  readonly builderWorkspaceId: string;
  readonly active: boolean;
  readonly acceptedMarginId: string;
  readonly margins: readonly PublishedMargin[];
  readonly monthlyCapNano: bigint | null;
  readonly capReset: LimitReset;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly maxConcurrency: number | null;
}

export interface ModelRecord {
  readonly id: string;
  readonly name: string;
  readonly author: string;
  readonly description: string;
  readonly contextLength: number;
  readonly maxOutputTokens: number | null;
  readonly inputModalities: readonly string[];
  readonly outputModalities: readonly string[];
  readonly features: readonly string[];
  readonly createdAtMs: number;
  /** Approved endpoints of active providers with a complete price, cheapest first (`cheapestFirst`). */
  readonly endpoints: readonly EndpointRecord[];
}

export interface EndpointRecord {
  readonly id: string;
  readonly modelId: string;
  readonly providerId: string;
  readonly providerSlug: string;
  readonly providerName: string;
  readonly providerWorkspaceId: string;
  readonly isDemo: boolean;
  readonly dialect: string;
  /** Without a trailing slash, such as `https://host/v1`. */
  readonly baseUrl: string;
  readonly upstreamModel: string;
  /** Opened credential; lives in memory only and is never printed. */
  readonly credential: string | null;
  readonly contextLength: number;
  readonly maxOutputTokens: number | null;
  readonly maxConcurrency: number | null;
  /** Calls that may begin within a minute. */
  readonly requestsPerMinute: number | null;
  /** In force now; replaced in the record when a newer version takes effect. */
  readonly price: PriceVersion;
  /** False while the latest probe failed. */
  readonly probeOk: boolean | null;
  readonly dataPolicy: DataPolicy;
  /** Lower-case, such as `fp8`; `null` when not said. */
  readonly quantization: string | null;
  /** Names of the parameters it takes, in OpenAI's words. */
  readonly parameters: readonly string[];
  /** What calls of all processes saw of it lately; `null` when none did. */
  readonly signals: SignalSummary | null;
  /** Calls may come with a key of the customer's own. */
  readonly allowsOwnKeys: boolean;
  /** The fee in place of its price, where a call of it is not priced as others are. */
  readonly fee?: FeeVersion;
  /** The customer's own key that `credential` is, in a record made for its workspace alone. */
  readonly ownKeyId?: string;
}

/** A key with which a builder tries an app: it reaches a simulated model only. */
export interface TestKeyRecord {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly appId: string;
  readonly appName: string;
  readonly builderWorkspaceId: string;
  /** Of the app, so that a test call costs what a customer's would. */
  readonly margins: readonly PublishedMargin[];
  readonly revoked: boolean;
  readonly createdById: string | null;
  readonly createdAtMs: number;
}

/** Everything a proxy answers from without asking the database. */
export interface Snapshot {
  /** By SHA-256 of the key, lower-case hex. Includes revoked keys, so that a refusal can say so. */
  readonly keys: ReadonlyMap<string, KeyRecord>;
  /** By SHA-256 as well. Apart from `keys`, so that nothing takes one for the other. */
  readonly testKeys: ReadonlyMap<string, TestKeyRecord>;
  readonly models: ReadonlyMap<string, ModelRecord>;
  readonly fee: FeeVersion;
  /** In place of the price, for answers of the cache; `null` while there is no cache. */
  readonly cachedFee: FeeVersion | null;
  /** In place of the price, for calls with the customer's own credential; `null` while these are not taken. */
  readonly ownKeyFee: FeeVersion | null;
  readonly loadedAtMs: number;
}

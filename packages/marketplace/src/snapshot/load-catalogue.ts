import type { Database } from "@tollgate/db/open-database";
import { readDialect } from "@tollgate/gateway/dialect-quirks";
import { modelKind } from "@tollgate/gateway/model-kind";
import { supportedParameters } from "@tollgate/gateway/parameters";
import type { FeeScope, FeeVersion } from "@tollgate/pricing/versions";
import { cheapestFirst } from "../catalogue/cheapest-first.ts";
import type { KeyRing } from "../key-ring.ts";
import { toFeeVersion } from "../settlement/read-fee.ts";
import { correctedPrices } from "../settlement/read-unit-prices.ts";
import { readSummary } from "../signals/read-summary.ts";
import { readDataPolicy } from "./data-policy.ts";
import type { EndpointRecord, ModelRecord } from "./records.ts";

export interface CatalogueSource {
  readonly db: Database;
  readonly keyRing: KeyRing;
  readonly nowMs: number;
  /** Told of an endpoint that is left out because it cannot be read. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Loads models with their routable endpoints: approved, of an active provider, with a price in force. An endpoint without a price does not
 * appear at all: unpriced is unroutable. One whose credential or price cannot be read is left out and told of; the others stay.
 * @param modelId one model, or all of them.
 */
export async function loadModels(source: CatalogueSource, modelId?: string): Promise<ModelRecord[]> {
  const rows = await findModels(source, modelId);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    author: row.author,
    description: row.description,
    contextLength: row.contextLength,
    maxOutputTokens: row.maxOutputTokens,
    inputModalities: row.inputModalities,
    outputModalities: row.outputModalities,
    features: row.features,
    createdAtMs: (row.releasedAt ?? row.createdAt).getTime(),
    endpoints: cheapestFirst(readEndpoints(source, row), ({ id, providerName, price }) => ({
      ...{ id, providerName, prices: price.prices },
    })),
  }));
}

function readEndpoints(source: CatalogueSource, row: ModelRow): EndpointRecord[] {
  return row.endpoints.flatMap((endpoint): EndpointRecord[] => {
    try {
      const record = readEndpoint(row, endpoint, source.keyRing);
      return record ? [record] : [];
    } catch (cause) {
      source.onError?.(new Error(`endpoint ${endpoint.id} cannot be read and takes no calls`, { cause }));
      return [];
    }
  });
}

async function findModels({ db, nowMs }: CatalogueSource, modelId: string | undefined) {
  return await db.prisma.model.findMany({
    where: modelId === undefined ? {} : { id: modelId },
    orderBy: { id: "asc" },
    include: {
      endpoints: {
        where: { status: "approved", provider: { status: "active" } },
        include: {
          provider: true,
          signals: true,
          priceVersions: {
            where: { effectiveAt: { lte: new Date(nowMs) } },
            orderBy: [{ effectiveAt: "desc" }, { createdAt: "desc" }],
            take: 1,
            include: { corrections: true },
          },
        },
      },
    },
  });
}

type ModelRow = Awaited<ReturnType<typeof findModels>>[number];

/** @returns `null` without a price in force. @throws when the credential cannot be opened or the price not be read. */
function readEndpoint(
  model: ModelRow,
  endpoint: ModelRow["endpoints"][number],
  keyRing: KeyRing,
): EndpointRecord | null {
  const [price] = endpoint.priceVersions;
  if (!price) return null;
  const { provider, credentialSealed } = endpoint;
  return {
    id: endpoint.id,
    modelId: model.id,
    providerId: endpoint.providerId,
    providerSlug: provider.slug,
    providerName: provider.name,
    providerWorkspaceId: provider.workspaceId,
    isDemo: provider.isDemo,
    dialect: endpoint.dialect,
    baseUrl: endpoint.baseUrl.replace(/\/+$/, ""),
    upstreamModel: endpoint.upstreamModel,
    credential: credentialSealed === null ? null : keyRing.open(credentialSealed, endpoint.id),
    contextLength: endpoint.contextLength ?? model.contextLength,
    maxOutputTokens: endpoint.maxOutputTokens ?? model.maxOutputTokens,
    maxConcurrency: endpoint.maxConcurrency,
    requestsPerMinute: endpoint.requestsPerMinute,
    price: { id: price.id, prices: correctedPrices(price) },
    probeOk: readProbeOk(endpoint.lastProbe),
    dataPolicy: readDataPolicy(endpoint.dataPolicy),
    quantization: endpoint.quantization,
    parameters: parametersOf(model, endpoint),
    allowsOwnKeys: endpoint.allowsOwnKeys,
    signals: endpoint.signals ? readSummary(endpoint.signals.summary) : null,
  };
}

/** The names are those of conversations; of other models only what the provider declared is known. */
function parametersOf(
  { outputModalities, features }: ModelRow,
  { dialect, upstreamModel, parameters: declared }: ModelRow["endpoints"][number],
): readonly string[] {
  if (modelKind(outputModalities) !== "chat") return declared;
  return supportedParameters({
    dialect: readDialect(dialect)?.name ?? "openai-chat",
    upstreamModel,
    features,
    declared,
  });
}

function readProbeOk(probe: unknown): boolean | null {
  return typeof probe === "object" && probe !== null && "ok" in probe && typeof probe.ok === "boolean"
    ? probe.ok
    : null;
}

/** The fees in force; `null` for what is not offered. */
export interface FeesInForce {
  readonly call: FeeVersion;
  readonly cached: FeeVersion | null;
  readonly ownKey: FeeVersion | null;
}

/** @throws when no fee of calls is in force: without one no call can be priced. */
export async function loadFees(db: Database, nowMs: number): Promise<FeesInForce> {
  const rows = await db.prisma.feeVersion.findMany({
    where: { effectiveAt: { lte: new Date(nowMs) }, withdrawal: null },
    orderBy: [{ effectiveAt: "desc" }, { createdAt: "desc" }],
    distinct: ["appliesTo"],
  });
  const find = (scope: FeeScope) => {
    const row = rows.find(({ appliesTo }) => appliesTo === scope);
    return row ? toFeeVersion(row) : null;
  };
  const call = find("call");
  if (!call) throw new Error("no platform fee is in force: publish a fee version");
  return { call, cached: find("cached"), ownKey: find("own_key") };
}

/** The platform fee of calls in force. @throws when there is none. */
export async function loadFee(db: Database, nowMs: number): Promise<FeeVersion> {
  return (await loadFees(db, nowMs)).call;
}

/** Model an endpoint belongs to, or `null` when there is no such endpoint. */
export async function modelOfEndpoint(db: Database, endpointId: string): Promise<string | null> {
  const row = await db.prisma.endpoint.findUnique({ where: { id: endpointId }, select: { modelId: true } });
  return row?.modelId ?? null;
}

import type { Database, Transaction } from "@tollgate/db/open-database";
import { type ModelKind, modelKind } from "@tollgate/gateway/model-kind";
import type { DataPolicy } from "@tollgate/gateway/route-preferences";
import type { UnitPrices } from "@tollgate/pricing/versions";
import { z } from "zod";
import { readUnitPrices } from "../settlement/read-unit-prices.ts";
import { readDataPolicy } from "../snapshot/data-policy.ts";
import { type EndpointState, endpointState } from "./endpoint-states.ts";
import type { ProbeResult } from "./probe-upstream.ts";

export interface EndpointPrice {
  readonly id: string;
  /** Nano-USD per million units, by usage bucket. */
  readonly prices: UnitPrices;
  readonly effectiveAt: Date;
}

/** An endpoint as its provider and operators see it. The credential is never part of it. */
export interface EndpointView {
  readonly id: string;
  readonly workspaceId: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly providerSlug: string;
  readonly isDemo: boolean;
  readonly modelId: string;
  readonly modelName: string;
  /** What the model gives, which decides what needs a price. */
  readonly modelOutputs: readonly string[];
  readonly modelKind: ModelKind;
  readonly dialect: string;
  readonly baseUrl: string;
  readonly upstreamModel: string;
  readonly hasCredential: boolean;
  readonly state: EndpointState;
  readonly reviewNote: string | null;
  readonly contextLength: number | null;
  readonly maxOutputTokens: number | null;
  readonly maxConcurrency: number | null;
  readonly requestsPerMinute: number | null;
  readonly dataPolicy: DataPolicy;
  /** `null` when not said. */
  readonly quantization: string | null;
  readonly allowsOwnKeys: boolean;
  readonly lastProbe: ProbeResult | null;
  /** In force now. */
  readonly price: EndpointPrice | null;
  /** The next one that takes effect later. */
  readonly nextPrice: EndpointPrice | null;
  readonly createdAt: Date;
}

type Prisma = Database["prisma"] | Transaction;
export type EndpointFilter = NonNullable<NonNullable<Parameters<Prisma["endpoint"]["findMany"]>[0]>["where"]>;

export interface EndpointSelection {
  readonly where: EndpointFilter;
  readonly now: Date;
  readonly take?: number;
}

/** Endpoints as views, newest first. */
export async function findEndpointViews(
  prisma: Prisma,
  { where, now, take }: EndpointSelection,
): Promise<EndpointView[]> {
  const rows = await prisma.endpoint.findMany({
    where,
    include: {
      provider: true,
      model: { select: { name: true, outputModalities: true } },
      // The price in force is among the newest few, since later ones are rarely many.
      priceVersions: { orderBy: [{ effectiveAt: "desc" }, { createdAt: "desc" }], take: 20 },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
  });
  return rows.map((row) => {
    const inForce = row.priceVersions.find((version) => version.effectiveAt <= now);
    const next = row.priceVersions.findLast((version) => version.effectiveAt > now);
    return {
      id: row.id,
      workspaceId: row.provider.workspaceId,
      providerId: row.providerId,
      providerName: row.provider.name,
      providerSlug: row.provider.slug,
      isDemo: row.provider.isDemo,
      modelId: row.modelId,
      modelName: row.model.name,
      modelOutputs: row.model.outputModalities,
      modelKind: modelKind(row.model.outputModalities),
      dialect: row.dialect,
      baseUrl: row.baseUrl,
      upstreamModel: row.upstreamModel,
      hasCredential: row.credentialSealed !== null,
      state: endpointState(row),
      reviewNote: row.reviewNote,
      contextLength: row.contextLength,
      maxOutputTokens: row.maxOutputTokens,
      maxConcurrency: row.maxConcurrency,
      requestsPerMinute: row.requestsPerMinute,
      dataPolicy: readDataPolicy(row.dataPolicy),
      quantization: row.quantization,
      allowsOwnKeys: row.allowsOwnKeys,
      lastProbe: readProbe(row.lastProbe),
      price: inForce ? toPrice(inForce) : null,
      nextPrice: next ? toPrice(next) : null,
      createdAt: row.createdAt,
    };
  });
}

function toPrice(version: { id: string; prices: unknown; effectiveAt: Date }): EndpointPrice {
  return { id: version.id, prices: readUnitPrices(version.prices), effectiveAt: version.effectiveAt };
}

const Probe = z.object({
  at: z.string(),
  ok: z.boolean(),
  latencyMs: z.number().nullable(),
  message: z.string(),
});

function readProbe(column: unknown): ProbeResult | null {
  const probe = Probe.safeParse(column);
  return probe.success ? probe.data : null;
}

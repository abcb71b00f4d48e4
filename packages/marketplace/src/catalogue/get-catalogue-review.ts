import { z } from "zod";
import { namesOfPeople } from "../access/names-of-people.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { readUnitPrices } from "../settlement/read-unit-prices.ts";
import { type CatalogueChange, type CatalogueDifference, priceChanges } from "./catalogue-difference.ts";
import { fingerprintOf, previewCatalogue } from "./import-catalogue.ts";

const RUNS_SHOWN = 20;
const VERSIONS_SHOWN = 50;

/** A time somebody, or the platform itself, took the packages' catalogue over. */
export interface CatalogueRun {
  readonly at: Date;
  /** `null` for the platform itself. */
  readonly by: string | null;
  readonly added: number;
  readonly changed: number;
}

/** A list price that replaced an earlier one. */
export interface ListPriceChange {
  readonly id: string;
  readonly modelId: string;
  readonly at: Date;
  readonly by: string | null;
  readonly changes: readonly CatalogueChange[];
}

export interface CatalogueReview extends CatalogueDifference {
  readonly fingerprint: string;
  /** Newest first. */
  readonly runs: readonly CatalogueRun[];
  /** Newest first. */
  readonly priceHistory: readonly ListPriceChange[];
}

/** What the packages' catalogue would change here now, and what it changed before. Operators may. */
export async function getCatalogueReview(ctx: Context): Promise<CatalogueReview> {
  requirePlatformRole(ctx, "operator");
  const difference = await previewCatalogue(ctx);
  const [events, versions] = await Promise.all([
    ctx.db.prisma.auditEvent.findMany({
      where: { workspaceId: null, action: "importCatalogue" },
      orderBy: { id: "desc" },
      take: RUNS_SHOWN,
    }),
    replacingVersions(ctx),
  ]);
  const people = await namesOfPeople(ctx, [
    ...events.map(({ actorId }) => actorId),
    ...versions.map(({ createdById }) => createdById),
  ]);
  return {
    ...difference,
    fingerprint: fingerprintOf(difference),
    runs: events.map(({ at, actorId, detail }) => ({ at, by: people(actorId), ...Counts.parse(detail) })),
    priceHistory: versions.map(({ id, modelId, createdAt, createdById, before, prices }) => ({
      ...{ id, modelId, at: createdAt, by: people(createdById) },
      changes: priceChanges(readUnitPrices(before), readUnitPrices(prices)),
    })),
  };
}

const Counts = z.object({ added: z.number().catch(0), changed: z.number().catch(0) });

interface VersionRow {
  readonly id: string;
  readonly modelId: string;
  readonly createdAt: Date;
  readonly createdById: string | null;
  readonly prices: Parameters<typeof readUnitPrices>[0];
  readonly before: Parameters<typeof readUnitPrices>[0];
}

/** Versions that have another before them. The list has as many rows as models have had prices, a few thousand. */
async function replacingVersions({ db }: Context): Promise<VersionRow[]> {
  const { rows } = await db.pool.query<VersionRow>(
    `SELECT id, model_id AS "modelId", created_at AS "createdAt", created_by_id AS "createdById", prices, before
      FROM (SELECT *, lag(prices) OVER (PARTITION BY model_id ORDER BY created_at, id) AS before FROM list_price_version) versions
      WHERE before IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT $1`,
    [VERSIONS_SHOWN],
  );
  return rows;
}

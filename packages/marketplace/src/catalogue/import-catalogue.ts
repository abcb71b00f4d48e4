import { createHash } from "node:crypto";
import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { readUnitPrices, writeUnitPrices } from "../settlement/read-unit-prices.ts";
import { type CatalogueDifference, compareCatalogue, type KnownModel } from "./catalogue-difference.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { embeddedCatalogue } from "./embedded-catalogue.ts";
import { serviceCatalogue } from "./service-catalogue.ts";

/** What `importCatalogue` would do now; changes nothing. Operators and the platform itself may. */
export async function previewCatalogue(ctx: Context): Promise<CatalogueDifference> {
  requirePlatformRole(ctx, "operator");
  return compareCatalogue(entriesAt(ctx.now()), await knownModels(ctx.db.prisma));
}

/** Names a difference, so that what is applied is what somebody has looked at. */
export function fingerprintOf({ added, changed }: CatalogueDifference): string {
  return createHash("sha256").update(JSON.stringify({ added, changed })).digest("hex");
}

/**
 * Brings our models and their list prices up to the catalogue this version was built with. Repeating it changes nothing. Another list price is
 * a new version; nobody is paid by it, since providers publish their own. Operators and the platform itself may.
 * @param reviewed fingerprint of the difference that was looked at; without one, whatever there is is applied.
 * @throws MarketplaceError `conflict` when the difference is another by now.
 */
export async function importCatalogue(ctx: Context, reviewed?: string): Promise<CatalogueDifference> {
  requirePlatformRole(ctx, "operator");
  const entries = entriesAt(ctx.now());
  const difference = await ctx.db.prisma.$transaction(async (tx) => {
    const found = compareCatalogue(entries, await knownModels(tx));
    if (reviewed !== undefined && fingerprintOf(found) !== reviewed)
      throw new MarketplaceError("conflict", "The catalogue is another than the one you looked at. Look at it again.");
    await writeCatalogue(tx, entries, actorId(ctx));
    await recordAudit(tx, ctx, {
      action: "importCatalogue",
      workspaceId: null,
      subjectId: "catalogue",
      detail: { added: found.added.length, changed: found.changed.length, unchanged: found.unchanged },
    });
    return found;
  }, PATIENCE);
  if (difference.added.length + difference.changed.length > 0) await announceChange(ctx, { kind: "catalogue" });
  return difference;
}

/** Hundreds of models are written at once; a busy database may take its time. */
const PATIENCE = { timeout: 60_000, maxWait: 10_000 };

function entriesAt(at: Date): CatalogueEntry[] {
  return [...embeddedCatalogue(at), ...serviceCatalogue(at)];
}

type Reader = Pick<Transaction, "model" | "listPriceVersion">;

/** Every model here with its newest list price. */
async function knownModels(prisma: Reader): Promise<Map<string, KnownModel>> {
  const [models, prices] = await Promise.all([prisma.model.findMany(), newestPrices(prisma)]);
  return new Map(models.map((row) => [row.id, { ...row, prices: prices.get(row.id) ?? null }]));
}

async function newestPrices(prisma: Reader) {
  const versions = await prisma.listPriceVersion.findMany({
    distinct: ["modelId"],
    orderBy: [{ modelId: "asc" }, { createdAt: "desc" }, { id: "desc" }],
  });
  return new Map(versions.map(({ modelId, prices }) => [modelId, readUnitPrices(prices)]));
}

/**
 * Writes models and their list prices, in the caller's transaction: what is as it was stays untouched.
 * @param createdById who did it; `null` for the platform itself.
 */
export async function writeCatalogue(
  tx: Reader,
  entries: readonly CatalogueEntry[],
  createdById: string | null,
): Promise<void> {
  await writeModels(tx, entries);
  await writeListPrices(tx, entries, createdById);
}

/** Inserts models that are new and updates those that differ. */
async function writeModels(tx: Pick<Transaction, "model">, entries: readonly CatalogueEntry[]): Promise<void> {
  const known = new Map(
    (await tx.model.findMany({ where: { id: { in: entries.map(({ id }) => id) } } })).map((row) => [row.id, row]),
  );
  const fresh = entries.filter((entry) => !known.has(entry.id));
  if (fresh.length > 0) await tx.model.createMany({ data: fresh.map(modelRow), skipDuplicates: true });
  for (const entry of entries) {
    const row = known.get(entry.id);
    if (!row) continue;
    const { changed } = compareCatalogue([entry], new Map([[entry.id, { ...row, prices: entry.prices }]]));
    if (changed.length > 0) await tx.model.update({ where: { id: entry.id }, data: modelRow(entry) });
  }
}

async function writeListPrices(
  tx: Reader,
  entries: readonly CatalogueEntry[],
  createdById: string | null,
): Promise<void> {
  const before = await newestPrices(tx);
  const data = entries.flatMap(({ id, prices }) => {
    const last = before.get(id);
    const isSame = last !== undefined && JSON.stringify(sorted(last)) === JSON.stringify(sorted(prices));
    return isSame ? [] : [{ id: newId("listPrice"), modelId: id, prices: writeUnitPrices(prices), createdById }];
  });
  if (data.length > 0) await tx.listPriceVersion.createMany({ data });
}

function sorted(prices: CatalogueEntry["prices"]): Record<string, string> {
  return Object.fromEntries(Object.entries(writeUnitPrices(prices)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function modelRow({ prices: _kept, ...row }: CatalogueEntry) {
  return {
    ...row,
    inputModalities: [...row.inputModalities],
    outputModalities: [...row.outputModalities],
    features: [...row.features],
  };
}

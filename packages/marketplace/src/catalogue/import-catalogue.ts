import type { Transaction } from "@tollgate/db/open-database";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requirePlatformRole } from "../context.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { embeddedCatalogue } from "./embedded-catalogue.ts";
import { serviceCatalogue } from "./service-catalogue.ts";

/** What an import did to our models. */
export interface CatalogueDifference {
  /** Ids of models that were new. */
  readonly added: readonly string[];
  /** Ids of models whose facts had changed. */
  readonly changed: readonly string[];
  readonly unchanged: number;
}

/**
 * Brings our models up to the catalogue this version was built with. Repeating it changes nothing. Models that left the catalogue stay:
 * endpoints and receipts name them. List prices are not stored; providers publish their own. Operators and the platform itself may.
 */
export async function importCatalogue(ctx: Context): Promise<CatalogueDifference> {
  requirePlatformRole(ctx, "operator");
  const entries = [...embeddedCatalogue(ctx.now()), ...serviceCatalogue(ctx.now())];
  const difference = await ctx.db.prisma.$transaction(async (tx) => {
    const written = await writeModels(tx, entries);
    await recordAudit(tx, ctx, {
      action: "importCatalogue",
      workspaceId: null,
      subjectId: "catalogue",
      detail: { added: written.added.length, changed: written.changed.length, unchanged: written.unchanged },
    });
    return written;
  });
  if (difference.added.length + difference.changed.length > 0) await announceChange(ctx, { kind: "catalogue" });
  return difference;
}

/** Inserts models that are new and updates those that differ, in the caller's transaction. */
export async function writeModels(
  tx: Pick<Transaction, "model">,
  entries: readonly CatalogueEntry[],
): Promise<CatalogueDifference> {
  const known = new Map(
    (await tx.model.findMany({ where: { id: { in: entries.map(({ id }) => id) } } })).map((row) => [row.id, row]),
  );
  const fresh = entries.filter((entry) => !known.has(entry.id));
  if (fresh.length > 0) await tx.model.createMany({ data: fresh.map(modelRow), skipDuplicates: true });
  const changed: string[] = [];
  for (const entry of entries) {
    const row = known.get(entry.id);
    if (!row || fingerprint(row) === fingerprint(modelRow(entry))) continue;
    await tx.model.update({ where: { id: entry.id }, data: modelRow(entry) });
    changed.push(entry.id);
  }
  return {
    added: fresh.map(({ id }) => id),
    changed,
    unchanged: entries.length - fresh.length - changed.length,
  };
}

type ModelRow = Omit<CatalogueEntry, "prices">;

function modelRow({ prices: _unstored, ...row }: CatalogueEntry) {
  return {
    ...row,
    inputModalities: [...row.inputModalities],
    outputModalities: [...row.outputModalities],
    features: [...row.features],
  };
}

function fingerprint(row: ModelRow): string {
  return JSON.stringify([
    row.name,
    row.author,
    row.description,
    row.contextLength,
    row.maxOutputTokens,
    row.inputModalities,
    row.outputModalities,
    row.features,
    row.releasedAt,
  ]);
}

import { z } from "zod";
import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { loadFee } from "../snapshot/load-catalogue.ts";
import { type MarginView, marginTimeline, toMarginView, WITH_WITHDRAWAL } from "./margin-view.ts";
import { type WorkedExamples, workedExamples } from "./worked-example.ts";

export const ListDirectoryInput = z.object({
  /** Part of a name, a description or an address. */
  search: z.string().trim().max(100).nullish(),
  /** Id of the last app of the page before. */
  cursor: z.string().max(100).nullish(),
  limit: z.number().int().min(1).max(200).default(60),
});
export type ListDirectoryInput = z.input<typeof ListDirectoryInput>;

/** An app that its builder shows to everybody. */
export interface DirectoryApp {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly builder: string;
  readonly listedAt: Date;
  /** What new customers consent to now; `null` before the first margin. */
  readonly margin: MarginView | null;
}

export interface DirectoryPage {
  readonly apps: readonly DirectoryApp[];
  readonly nextCursor: string | null;
}

export const GetDirectoryAppInput = z.object({ appId: z.string().max(100) });
export type GetDirectoryAppInput = z.input<typeof GetDirectoryAppInput>;

export interface DirectoryAppDetail extends DirectoryApp {
  readonly connectUrl: string;
  readonly examples: WorkedExamples | null;
}

const LISTED = { status: "active", listedAt: { not: null } } as const;
const WITH_FACTS = { marginVersions: WITH_WITHDRAWAL, workspace: { select: { name: true } } } as const;

/** Apps in the public directory, newest first. Public. */
export async function listDirectory(ctx: Context, input: ListDirectoryInput): Promise<DirectoryPage> {
  const { search, cursor, limit } = parseInput(ListDirectoryInput, input);
  const match = search ? { contains: search.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" as const } : null;
  const rows = await ctx.db.prisma.app.findMany({
    where: { ...LISTED, ...(match && { OR: [{ name: match }, { description: match }, { url: match }] }) },
    include: WITH_FACTS,
    orderBy: [{ listedAt: "desc" }, { id: "desc" }],
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  return {
    apps: page.map((row) => toDirectoryApp(row, ctx.now())),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** One app of the directory, with what its calls cost. Public. */
export async function getDirectoryApp(ctx: Context, input: GetDirectoryAppInput): Promise<DirectoryAppDetail> {
  const { appId } = parseInput(GetDirectoryAppInput, input);
  const row = await ctx.db.prisma.app.findFirst({ where: { id: appId, ...LISTED }, include: WITH_FACTS });
  if (!row) throw new MarketplaceError("not_found", "This app is not in the directory.");
  const now = ctx.now();
  const app = toDirectoryApp(row, now);
  return {
    ...app,
    connectUrl: `${ctx.urls.console}/connect/${row.id}`,
    examples: app.margin && workedExamples(await loadFee(ctx.db, now.getTime()), app.margin),
  };
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly listedAt: Date | null;
  readonly workspace: { readonly name: string };
  readonly marginVersions: readonly Parameters<typeof toMarginView>[0][];
}

function toDirectoryApp(row: Row, now: Date): DirectoryApp {
  const { id, name, description, url, workspace, marginVersions } = row;
  return {
    id,
    name,
    description,
    url,
    builder: workspace.name,
    listedAt: row.listedAt ?? now,
    margin: marginTimeline(marginVersions.map(toMarginView), now).inForce,
  };
}

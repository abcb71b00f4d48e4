import { z } from "zod";
import { namesOfWorkspaces } from "../../access/names-of-workspaces.ts";
import { type Context, requirePlatformRole } from "../../context.ts";
import { MarketplaceError } from "../../errors.ts";
import { parseInput } from "../../parse-input.ts";
import { ENDS_IN_POSTGRES } from "./ends-in-postgres.ts";
import { ENDS_IN_REDIS } from "./ends-in-redis.ts";
import type { LooseEndItem } from "./loose-end-item.ts";

export const ListLooseEndInput = z.object({
  /** As lines of the report name it. */
  end: z.string().max(50),
});
export type ListLooseEndInput = z.input<typeof ListLooseEndInput>;

export interface LooseEndList {
  readonly end: string;
  readonly what: string;
  readonly patience: string;
  /** How many there are, listed or not. */
  readonly count: number;
  /** The oldest, at most `MOST_ITEMS`. */
  readonly items: readonly (LooseEndItem & { readonly ownerName: string })[];
}

const MOST_ITEMS = 200;

/** What is beneath a number of the report of loose ends, oldest first. Finance may. */
export async function listLooseEnd(ctx: Context, input: ListLooseEndInput): Promise<LooseEndList> {
  requirePlatformRole(ctx, "finance");
  const { end } = parseInput(ListLooseEndInput, input);
  return await readLooseEnd(ctx, end, MOST_ITEMS);
}

/** The oldest `limit` of one kind. @throws when there is no such kind. */
export async function readLooseEnd(ctx: Context, end: string, limit: number): Promise<LooseEndList> {
  const found = (await inPostgres(ctx, end, limit)) ?? (await inRedis(ctx, end, limit));
  if (!found) throw new MarketplaceError("not_found", "There are no such loose ends.");
  const nameOf = await namesOfWorkspaces(
    ctx,
    found.items.map(({ owner }) => owner),
  );
  return {
    ...{ end, what: found.what, patience: found.patience, count: found.count },
    items: found.items.map((item) => ({ ...item, ownerName: nameOf(item.owner) })),
  };
}

type Found = Pick<LooseEndList, "what" | "patience" | "count"> & { readonly items: readonly LooseEndItem[] };

async function inPostgres({ db }: Context, key: string, limit: number): Promise<Found | null> {
  const end = ENDS_IN_POSTGRES.find((one) => one.key === key);
  if (!end) return null;
  const { rows } = await db.pool.query<LooseEndItem & { count: bigint }>(
    `SELECT s.*, count(*) OVER () AS count FROM (${end.items}) s ORDER BY at, id LIMIT $1`,
    [limit],
  );
  const items = rows.map(({ count: _, ...item }) => item);
  return { what: end.what, patience: end.patience, count: Number(rows[0]?.count ?? 0n), items };
}

async function inRedis({ redis }: Context, key: string, limit: number): Promise<Found | null> {
  const end = ENDS_IN_REDIS.find((one) => one.key === key);
  if (!end) return null;
  const all = await end.read(redis, limit);
  const items = all.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(0, limit);
  return { what: end.what, patience: end.patience, count: (await end.count?.(redis)) ?? all.length, items };
}

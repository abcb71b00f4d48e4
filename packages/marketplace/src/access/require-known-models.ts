import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";

/** A mistyped model in a key's list would refuse calls for no visible reason. @throws MarketplaceError `invalid_input` that names it. */
export async function requireKnownModels(
  { db }: Pick<Services, "db">,
  patterns: readonly string[] | undefined,
): Promise<void> {
  if (!patterns || patterns.length === 0) return;
  const { rows } = await db.pool.query<{ pattern: string }>(
    `SELECT p.pattern FROM unnest($1::text[]) p(pattern) WHERE NOT EXISTS (SELECT 1 FROM model m
      WHERE m.id = p.pattern OR (right(p.pattern, 2) = '/*' AND split_part(m.id, '/', 1) || '/*' = p.pattern)) LIMIT 1`,
    [patterns],
  );
  const [unknown] = rows;
  if (unknown)
    throw new MarketplaceError("invalid_input", `There is no model “${unknown.pattern}”.`, { field: "allowedModels" });
}

import { services } from "./verbs.ts";

/** Every row of every table as text, by table: to prove that something changed nothing at all. */
export async function everyRow(): Promise<Record<string, readonly string[]>> {
  const tables = await services.db.pool.query<{ name: string }>(
    `SELECT quote_ident(c.relname) AS name FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  );
  const rows: Record<string, readonly string[]> = {};
  for (const { name } of tables.rows) {
    const found = await services.db.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
    rows[name] = found.rows.map(({ row }) => row);
  }
  return rows;
}

import pg from "pg";
import { migrationNames } from "./apply-migrations.ts";
import { SentenceError } from "./sentence-error.ts";
import type { ProcessRequest } from "./tied-process.ts";

/**
 * Brings the database to the migrations of this checkout. Asking the database first spares the seconds Prisma's command
 * line takes to find nothing to do.
 * @throws SentenceError when the database cannot be reached or a migration fails.
 */
export async function migrate(request: {
  databaseUrl: string;
  run: (request: ProcessRequest) => Promise<void>;
  logFile: string;
}): Promise<void> {
  const applied = await appliedMigrations(request.databaseUrl);
  if (migrationNames().every((name) => applied.has(name))) return;
  await request.run({
    name: "prisma migrate deploy",
    command: ["prisma", "migrate", "deploy"],
    env: { ...process.env, DATABASE_URL: request.databaseUrl, CHECKPOINT_DISABLE: "1" },
    logFile: request.logFile,
  });
}

async function appliedMigrations(databaseUrl: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const table = await client.query("SELECT to_regclass('_prisma_migrations') AS name");
    if (table.rows[0]?.name === null) return new Set();
    const { rows } = await client.query<{ migration_name: string }>(
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    return new Set(rows.map((row) => row.migration_name));
  } catch (error) {
    if (isMissingDatabase(error)) return new Set();
    const { host, pathname } = new URL(databaseUrl);
    const reason = error instanceof Error ? error.message : String(error);
    throw new SentenceError(`The database ${host}${pathname} cannot be used (${reason}): check DATABASE_URL.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Prisma creates a database that does not exist yet. */
function isMissingDatabase(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "3D000";
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { inRepository } from "./paths.ts";

/** The migrations of this checkout, oldest first. */
export function migrationNames(): string[] {
  return readdirSync(inRepository("prisma/migrations"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(scriptOf(entry.name)))
    .map((entry) => entry.name)
    .toSorted();
}

/**
 * Runs every migration on an empty database without Prisma's command line, which needs seconds to start. It leaves no
 * `_prisma_migrations` behind, so it suits throwaway databases only.
 */
export async function applyMigrationsDirectly(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const name of migrationNames()) await applyOne(client, name);
  } finally {
    await client.end();
  }
}

async function applyOne(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(readFileSync(scriptOf(name), "utf8"));
  } catch (cause) {
    throw new Error(`migration ${name} failed: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function scriptOf(name: string): string {
  return inRepository("prisma/migrations", name, "migration.sql");
}

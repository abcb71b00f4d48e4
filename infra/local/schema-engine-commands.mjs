import pg from "pg";
import { connectionOf } from "./schema-engine-postgres.mjs";

const errorCodes = { "3D000": "P1003", 28000: "P1000", "28P01": "P1000" };

/**
 * The three commands Prisma gives an engine as arguments rather than messages: `can-connect-to-database`,
 * `create-database` and `drop-database`. Returns the exit code.
 */
export async function runDatabaseCommand(command, datasource) {
  const { database } = datasource;
  const client = new pg.Client(connectionOf(datasource, command === "can-connect-to-database" ? database : "postgres"));
  const name = client.escapeIdentifier(database);
  try {
    await client.connect();
    if (command === "create-database") await client.query(`CREATE DATABASE ${name}`);
    if (command === "drop-database") await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.end();
    return 0;
  } catch (error) {
    const { hostname, port } = datasource.url;
    const message = `${error.message} (${hostname}:${port}/${database})`;
    const fields = { error_code: errorCodes[error.code] ?? "P1001", message, is_panic: false };
    // The command line drops the first line, then expects JSON on each further one.
    process.stderr.write(`\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}`);
    return 1;
  }
}

import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";

/** Postgres `int8` arrives as text and becomes a bigint: money never passes through a JavaScript number. */
const TYPES = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === pg.types.builtins.INT8) return (text: string) => BigInt(text);
    return pg.types.getTypeParser(oid, format);
  },
};

/** A connection to the record of everything: Prisma for the control plane, the pool for SQL functions and reports. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export type Transaction = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

export interface OpenDatabaseOptions {
  readonly url: string;
  /** Most connections, over both pools. */
  readonly connections?: number;
  /** Role taken at connect; the application role can read history but not change it. `null` keeps the login's own. */
  readonly role?: string | null;
  /**
   * A connection that cannot be had, or an answer that does not come, within this time is given up, and its connection with it. For work that is
   * short: without it a server that is silently unreachable is waited for as long as the network likes, a quarter of an hour and more.
   */
  readonly timeoutMs?: number;
}

/**
 * How long a transaction of verbs may last. A busy database takes seconds for what otherwise takes milliseconds, and to give work up then that is all
 * but done, only for it to be asked for again, makes it busier.
 */
const PATIENCE = { timeout: 20_000, maxWait: 10_000 };

/** Opens both pools. Nothing connects before the first query. */
export function openDatabase(given: OpenDatabaseOptions): Database {
  const { url, connections = 10, role = "tollgate_app", timeoutMs } = given;
  const half = Math.max(1, Math.ceil(connections / 2));
  const options = role ? `-c role=${role} -c timezone=UTC` : "-c timezone=UTC";
  const patience = timeoutMs === undefined ? {} : { connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs };
  const config = { connectionString: url, options, max: half, application_name: "tollgate", ...patience };
  const pool = openPool({ ...config, types: TYPES });
  const adapter = new PrismaPg(openPool(config), { disposeExternalPool: true });
  const prisma = new PrismaClient({ adapter, transactionOptions: PATIENCE });
  return {
    prisma,
    pool,
    async close() {
      await Promise.all([prisma.$disconnect(), pool.end()]);
    },
  };
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  // An idle connection lost with the server is not an error of ours: the next query opens another.
  pool.on("error", () => {});
  // Neither is one that is lost in somebody's hands: what they ask next is refused. A server that goes may say so twice, and a process in which nobody
  // hears of it the second time ends.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

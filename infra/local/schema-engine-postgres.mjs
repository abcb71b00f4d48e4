import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** The catalogue type "char", which adapter-pg refuses and the engine reads (prisma/orm#27403). */
const charOid = 18;
const textOid = 25;

/** What Prisma passes as `--datasource`, with the parts we need of its address. */
export function parseDatasource({ url, shadowDatabaseUrl }) {
  const parsed = new URL(url);
  return { url: parsed, shadowDatabaseUrl, database: databaseOf(parsed) };
}

/** Connection settings for another database of the same server. One string would let its own database win. */
export function connectionOf({ url }, database) {
  return {
    host: url.searchParams.get("host") ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    ssl: ["require", "verify-full", "verify-ca"].includes(url.searchParams.get("sslmode")) ? true : undefined,
  };
}

/** Connects the engine to the database and, for comparing migrations, to throwaway shadow databases. */
export function createAdapterFactory(datasource) {
  const shadows = new Set();
  const factory = {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => openMain(datasource),
    async connectToShadowDb() {
      if (datasource.shadowDatabaseUrl) return openGivenShadow(datasource);
      const shadow = await createShadow(datasource);
      shadows.add(shadow.drop);
      return shadow.adapter;
    },
  };
  const dropShadowDatabases = () => Promise.allSettled([...shadows].map((drop) => drop()));
  return { factory, dropShadowDatabases };
}

function openMain(datasource) {
  const schema = datasource.url.searchParams.get("schema") ?? undefined;
  return open(connectionOf(datasource, datasource.database), { schema });
}

async function openGivenShadow(datasource) {
  const url = new URL(datasource.shadowDatabaseUrl);
  if (url.host === datasource.url.host && url.pathname === datasource.url.pathname)
    throw new Error("the shadow database must not be the main database");
  return open(connectionOf({ url }, databaseOf(url)));
}

async function createShadow(datasource) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await administer(datasource, `CREATE DATABASE "${name}"`);
  const adapter = await open(connectionOf(datasource, name));
  const dispose = adapter.dispose.bind(adapter);
  let dropped;
  const drop = () => {
    dropped ??= dispose().then(() => administer(datasource, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    return dropped;
  };
  adapter.dispose = drop;
  return { adapter, drop };
}

async function administer(datasource, statement) {
  const client = new pg.Client(connectionOf(datasource, datasource.database));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** One connection only: the engine's advisory lock and its statements must share a session. */
async function open(connection, options) {
  const adapter = await new PrismaPg({ ...connection, max: 1 }, options).connect();
  // adapter-pg splits scripts at every semicolon, which breaks the bodies of functions: send each script whole.
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  readCharAsText(Object.getPrototypeOf(Object.getPrototypeOf(adapter)));
  return adapter;
}

/** Both methods live on the class all connections share, so once is enough. */
function readCharAsText(queryable) {
  if (queryable.readsCharAsText) return;
  const { performIO, queryRaw } = queryable;
  queryable.performIO = async function performIoWithChar(query) {
    const result = await performIO.call(this, query);
    query.charColumns = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== charOid) continue;
      field.dataTypeID = textOid;
      query.charColumns.push(index);
    }
    return result;
  };
  queryable.queryRaw = async function queryRawWithChar(query) {
    const result = await queryRaw.call(this, query);
    for (const index of query.charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  queryable.readsCharAsText = true;
}

function databaseOf(url) {
  return decodeURIComponent(url.pathname.slice(1)) || "postgres";
}

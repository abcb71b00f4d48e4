import { rmSync } from "node:fs";
import path from "node:path";
import { TEST_ENCRYPTION_KEYS, TEST_RECEIPT_KEYS } from "@tollgate/marketplace/testing/fixture";
import { applyMigrationsDirectly } from "../../local/apply-migrations.ts";
import { inRepository } from "../../local/paths.ts";
import { findFreePort } from "../../local/ports.ts";
import { ensureDatabase, startPostgres } from "../../local/postgres.ts";
import { startRedis } from "../../local/redis.ts";
import { startProcess, type TiedProcess } from "../../local/tied-process.ts";
import { answersOk, waitUntilReady } from "../../local/wait-until.ts";
import { PROXIES, type Store, WORKERS } from "./fault-plan.ts";
import { KeptStore } from "./kept-store.ts";
import { Member } from "./member.ts";

const START_MS = 60_000;
/**
 * Short, so that what killed proxies had open is swept while a longer run goes on, and longer than a proxy takes to start again on a busy
 * machine: what it left on its disk comes before the sweep.
 */
export const HOLD_TTL_MS = 60_000;
const DATABASE = "chaos";

/** A whole Tollgate of its own: stores behind wires, a sandbox for providers, and later proxies and workers. */
export interface System {
  readonly stores: Readonly<Record<Store, KeptStore>>;
  /** Past the wires, for whoever fills and counts. */
  readonly direct: { readonly databaseUrl: string; readonly redisUrl: string };
  readonly sandboxUrl: string;
  readonly proxies: readonly Member[];
  readonly proxyUrls: readonly string[];
  readonly workers: readonly Member[];
  /** Deletes what Redis has on its disk. Call while it is down. */
  loseRedisFiles(): void;
  /** Starts proxies and workers. Call once the market is there. */
  startMembers(): Promise<void>;
  /** Ends everything that was started. */
  close(): void;
}

/** @param folder keeps data and logs. */
export async function openSystem(folder: string): Promise<System> {
  const [postgres, redis] = [await openPostgres(folder), await openRedis(folder)];
  const sandbox = await startSandbox(folder);
  const urlOf = (ports: { postgres: number; redis: number }) => ({
    databaseUrl: `postgresql://tollgate@127.0.0.1:${ports.postgres}/${DATABASE}`,
    redisUrl: `redis://127.0.0.1:${ports.redis}`,
  });
  const wired = urlOf({ postgres: postgres.wire.port, redis: redis.wire.port });
  const proxies: Member[] = [];
  const workers: Member[] = [];
  const proxyUrls: string[] = [];
  const close = () => {
    for (const member of [...proxies, ...workers]) member.end();
    for (const store of [postgres, redis]) store.kill();
    sandbox.process.kill();
  };
  process.once("exit", close);
  const start = (app: string, index: number, port: number) =>
    new Member({
      name: `${app} ${index + 1}`,
      cwd: inRepository("apps", app),
      env: memberEnvironment({ ...wired, port, dataDir: path.join(folder, `${app}-${index}`) }),
      healthUrl: `http://127.0.0.1:${port}/healthz`,
      logFile: path.join(folder, `${app}-${index + 1}`),
    });
  return {
    ...{ stores: { postgres, redis }, sandboxUrl: sandbox.url, proxies, proxyUrls, workers, close },
    direct: urlOf({ postgres: postgres.port, redis: redis.port }),
    loseRedisFiles: () => rmSync(path.join(folder, "redis"), { recursive: true, force: true }),
    async startMembers() {
      for (let index = 0; index < PROXIES; index++) {
        const port = await findFreePort();
        proxyUrls.push(`http://127.0.0.1:${port}`);
        proxies.push(start("inference-proxy", index, port));
      }
      for (let index = 0; index < WORKERS; index++) workers.push(start("worker", index, await findFreePort()));
      await Promise.all([...proxies, ...workers].map((member) => member.ready(START_MS)));
    },
  };
}

async function openPostgres(folder: string): Promise<KeptStore> {
  const port = await findFreePort();
  const request = { dir: path.join(folder, "postgres"), port, logFile: path.join(folder, "postgres.log") };
  const store = await KeptStore.open(port, async () => (await startPostgres(request)).process);
  const adminUrl = `postgresql://tollgate@127.0.0.1:${port}/postgres`;
  await applyMigrationsDirectly(await ensureDatabase(adminUrl, DATABASE));
  return store;
}

async function openRedis(folder: string): Promise<KeptStore> {
  const port = await findFreePort();
  const request = { dir: path.join(folder, "redis"), port, logFile: path.join(folder, "redis.log") };
  return await KeptStore.open(port, async () => (await startRedis(request)).process);
}

async function startSandbox(folder: string): Promise<{ url: string; process: TiedProcess }> {
  const [port, smtpPort] = [await findFreePort(), await findFreePort()];
  const url = `http://127.0.0.1:${port}`;
  const sandbox = startProcess({
    ...{ name: "the sandbox", cwd: inRepository("apps/sandbox"), command: [process.execPath, "src/main.ts"] },
    env: { ...process.env, SANDBOX_PORT: `${port}`, SMTP_PORT: `${smtpPort}`, TOLLGATE_DATA_DIR: folder },
    logFile: path.join(folder, "sandbox.log"),
  });
  await waitUntilReady(sandbox, () => answersOk(`${url}/readyz`));
  return { url, process: sandbox };
}

function memberEnvironment(given: { databaseUrl: string; redisUrl: string; port: number; dataDir: string }) {
  return {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    NODE_COMPILE_CACHE: inRepository("node_modules/.cache/tollgate/compiled"),
    DATABASE_URL: given.databaseUrl,
    REDIS_URL: given.redisUrl,
    API_PORT: `${given.port}`,
    WORKER_PORT: `${given.port}`,
    TOLLGATE_DATA_DIR: given.dataDir,
    TOLLGATE_ENCRYPTION_KEYS: TEST_ENCRYPTION_KEYS,
    TOLLGATE_RECEIPT_KEYS: TEST_RECEIPT_KEYS,
    NEXTAUTH_SECRET: "chaos".repeat(8),
    EGRESS_ALLOW: "127.0.0.1/32",
    PROXY_HOLD_TTL_MS: `${HOLD_TTL_MS}`,
    PROXY_LOG_LEVEL: "warn",
    WORKER_LOG_LEVEL: "warn",
  };
}

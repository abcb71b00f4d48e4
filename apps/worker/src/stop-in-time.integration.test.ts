import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import { type OwnStores, startOwnStores } from "@tollgate/marketplace/testing/own-stores";
import { Redis } from "ioredis";
import { beforeAll, expect, onTestFinished, test } from "vitest";

/** The program itself, on stores of its own, is asked to end as service managers ask. */

/** Starting a program and its stores takes a busy machine its time; one test waits out the time a worker has to stop. */
const TIMEOUT_MS = 120_000;
const STOP_MS = 20_000;

let stores: OwnStores;

beforeAll(async () => {
  stores = await startOwnStores();
}, TIMEOUT_MS);

interface WorkerProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it logged so far, and what it printed besides. */
  readonly logged: readonly { readonly level: number; readonly msg?: string }[];
  readonly complaints: readonly string[];
}

/** Starts a worker, and resolves when it is ready. It goes away with the test. */
async function startWorkerProcess(): Promise<WorkerProcess> {
  const { url, redisUrl } = await stores.renew();
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "main.ts")], {
    env: {
      NODE_ENV: "test",
      WORKER_PORT: "0",
      DATABASE_URL: url,
      REDIS_URL: redisUrl,
      TOLLGATE_ENCRYPTION_KEYS: TEST_ENCRYPTION_KEYS,
      NEXTAUTH_SECRET: "a-secret-of-at-least-thirty-two-characters",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const worker = { child, logged: [] as { level: number; msg?: string }[], complaints: [] as string[] };
  createInterface({ input: child.stderr }).on("line", (line) => worker.complaints.push(line));
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => worker.logged.push(JSON.parse(line)));
  const ready = () => worker.logged.some(({ msg }) => msg === "worker is ready");
  while (!ready()) await Promise.race([once(lines, "line"), once(child, "exit").then(failed(worker))]);
  return worker;
}

const failed = (worker: WorkerProcess) => () => {
  throw new Error(`the worker did not start: ${worker.complaints.join("\n")}`);
};

/** Asks it to end. @returns how it ended, and after how long; what it said is whole by then. */
async function asked({
  child,
}: WorkerProcess): Promise<{ code: number | null; signal: string | null; afterMs: number }> {
  const began = performance.now();
  child.kill("SIGTERM");
  const [code, signal] = await once(child, "close");
  return { code, signal, afterMs: performance.now() - began };
}

/** Redis keeps its connections and answers nothing any more, as a machine that hangs; until the test is over. */
async function freezeRedis(): Promise<void> {
  const redis = new Redis(stores.redis.url);
  const pid = Number(/process_id:(\d+)/.exec(await redis.info("server"))?.[1]);
  redis.disconnect();
  onTestFinished(() => void process.kill(pid, "SIGCONT"));
  process.kill(pid, "SIGSTOP");
}

test("a worker that is asked to stop ends with 0", { timeout: TIMEOUT_MS }, async () => {
  const worker = await startWorkerProcess();
  expect(await asked(worker)).toMatchObject({ code: 0, signal: null });
  expect(worker.logged.filter(({ level }) => level >= 50)).toEqual([]);
  expect(worker.complaints).toEqual([]);
});

test("a worker whose Redis answers nothing ends all the same, with 1, when its time is over, and says so", {
  timeout: TIMEOUT_MS,
}, async () => {
  const worker = await startWorkerProcess();
  await freezeRedis();
  const { code, signal, afterMs } = await asked(worker);
  expect({ code, signal }).toEqual({ code: 1, signal: null });
  expect(afterMs).toBeGreaterThan(STOP_MS * 0.95);
  expect(worker.logged.filter(({ level }) => level >= 50)).toMatchObject([
    { withinMs: STOP_MS, msg: expect.stringContaining("did not stop in time") },
  ]);
  expect(worker.complaints).toEqual([]);
});

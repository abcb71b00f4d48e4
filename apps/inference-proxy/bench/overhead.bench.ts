// CPU microseconds a call and a stream chunk cost the proxy process, billing on (key, caps, hold, routing, tap, finish, usage event),
// and how much of it the tail on disk takes, against a bare node:http + undici hop in the same run. Rounds alternate; the medians are printed.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { createFixture } from "@tollgate/marketplace/testing/fixture";
import { Pool } from "undici";

const ROUNDS = Number(process.argv[2] ?? 7);
const CONNECTIONS = 64;
const CHUNKS = 64;
const LOADS = [
  { name: "unary call", calls: 3_000, per: 1, body: { stream: false } },
  { name: "chunk of a slow stream", calls: 300, per: CHUNKS, body: { stream: true } },
  { name: "burst stream of 64 chunks", calls: 1_500, per: 1, body: { stream: true, seed: "burst" } },
] as const;

const children: ChildProcess[] = [];

/** Starts a module with a channel to it, and waits for its first message. */
async function start(
  file: string,
  env: Record<string, string> = {},
): Promise<{ child: ChildProcess; hello: Record<string, unknown> }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.push(child);
  child.once("exit", (code) => {
    if (code) process.exit(1);
  });
  return { child, hello: await nextMessage(child) };
}

/** A child that ends early ends the benchmark, see `start`. */
async function nextMessage(child: ChildProcess): Promise<Record<string, unknown>> {
  const [message] = await once(child, "message");
  return { ...Object(message) };
}

async function cpuMicros(child: ChildProcess): Promise<number> {
  const answer = nextMessage(child);
  child.send({ ask: "cpu" });
  return Number((await answer).cpuMicros);
}

/** @returns CPU microseconds per call (or chunk) and calls per second. */
async function measure(hop: Hop, load: (typeof LOADS)[number]): Promise<{ micros: number; perSecond: number }> {
  const body = JSON.stringify({
    model: hop.model,
    messages: [{ role: "user", content: "Write one sentence about measuring things." }],
    max_tokens: 128,
    ...load.body,
  });
  const headers = { authorization: `Bearer ${hop.key}`, "content-type": "application/json" };
  const before = await cpuMicros(hop.child);
  const startedMs = performance.now();
  let left = load.calls;
  const worker = async () => {
    while (left-- > 0) {
      const reply = await hop.pool.request({ method: "POST", path: "/v1/chat/completions", headers, body });
      if (reply.statusCode !== 200)
        throw new Error(`${hop.name} answered ${reply.statusCode} ${await reply.body.text()}`);
      await reply.body.dump({ limit: 10_000_000 });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - startedMs) / 1000;
  const micros = ((await cpuMicros(hop.child)) - before) / (load.calls * load.per);
  return { micros, perSecond: (load.calls * load.per) / seconds };
}

interface Hop {
  readonly name: string;
  readonly child: ChildProcess;
  readonly pool: Pool;
  readonly key: string;
  readonly model: string;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const folder = mkdtempSync(path.join(tmpdir(), "tollgate-bench-"));
const database = await createTestDatabase();
try {
  const upstream = await start("./bench-upstream.ts");
  const origin = `http://127.0.0.1:${upstream.hello.port}`;
  const fixture = await createFixture({
    databaseUrl: database.url,
    redisUrl: database.redisUrl,
    creditUsd: "1000000",
    endpoints: [{ slug: "bench", baseUrl: `${origin}/v1` }],
  });
  const stores = { BENCH_DATABASE_URL: database.url, BENCH_REDIS_URL: database.redisUrl, BENCH_SPOOL: folder };
  const env = { BENCH_UPSTREAM: origin, ...stores };
  const hops: Hop[] = [];
  for (const name of ["bare", "untailed", "billing"]) {
    const { child, hello } = await start("./bench-hop.ts", { ...env, BENCH_HOP: name });
    const pool = new Pool(String(hello.url), { connections: CONNECTIONS });
    hops.push({ name, child, pool, key: fixture.customer.key, model: fixture.modelId });
  }
  const rows = [];
  for (const load of LOADS) {
    const results = new Map(hops.map((hop) => [hop.name, { micros: [] as number[], perSecond: [] as number[] }]));
    // The first round warms up and is not counted.
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const hop of hops) {
        const result = await measure(hop, load);
        if (round > 0) results.get(hop.name)?.micros.push(result.micros);
        if (round > 0) results.get(hop.name)?.perSecond.push(result.perSecond);
      }
    }
    const of = (name: string) => median(results.get(name)?.micros ?? []);
    rows.push({
      load: load.name,
      "bare hop, µs": of("bare").toFixed(1),
      "billing, µs": of("billing").toFixed(1),
      "of it the tail, µs": (of("billing") - of("untailed")).toFixed(1),
      ratio: (of("billing") / of("bare")).toFixed(2),
      "billing, per s": Math.round(median(results.get("billing")?.perSecond ?? [])),
    });
  }
  console.table(rows);
  await fixture.close();
  await Promise.all(hops.map(({ pool }) => pool.destroy()));
} finally {
  for (const child of children) child.kill();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

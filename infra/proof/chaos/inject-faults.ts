import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { type Fault, nameOf } from "./fault-plan.ts";
import type { System } from "./system.ts";

/** A fault as it happened. Times are of the monotonic clock. */
export interface Injected {
  readonly name: string;
  readonly fault: Fault;
  readonly fromMs: number;
  /** When the part was whole again, a process that was killed apart: it starts by itself. */
  readonly toMs: number;
}

/** A process that is to be killed has this long to be there. */
const READY_MS = 30_000;

/** Does to the system what is planned, when it is planned or a little later, until there is no load any more. @returns what was done. */
export async function injectFaults(
  system: System,
  faults: readonly Fault[],
  { fromMs, untilMs, say }: { fromMs: number; untilMs: number; say: (line: string) => void },
): Promise<readonly Injected[]> {
  const injected: Injected[] = [];
  for (const fault of faults) {
    await delay(Math.max(0, fromMs + fault.atMs - performance.now()));
    if (fault.kind === "kill_proxy" || fault.kind === "kill_stores") await system.proxies[fault.index]?.ready(READY_MS);
    if (fault.kind === "kill_worker") await system.workers[fault.index]?.ready(READY_MS);
    const began = performance.now();
    if (began > untilMs) break;
    say(`${((began - fromMs) / 1000).toFixed(1).padStart(6)} s  ${nameOf(fault)}, ${fault.lastsMs} ms`);
    await inject(system, fault);
    injected.push({ name: nameOf(fault), fault, fromMs: began, toMs: performance.now() });
  }
  return injected;
}

async function inject(system: System, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case "kill_proxy":
      return await killMember(system.proxies, fault);
    case "kill_worker":
      return await killMember(system.workers, fault);
    case "outage":
      return await outage(system, fault.lastsMs);
    case "kill_store":
      return await system.stores[fault.store].restart(fault.lastsMs);
    case "kill_stores":
      return await killStores(system, fault);
    case "flush":
      return await flush(system, fault.lastsMs);
    case "lose_files":
      return await system.stores.redis.restart(fault.lastsMs, system.loseRedisFiles);
    case "delay":
    case "silence":
    case "reset":
    case "drop_answers":
      return await disturb(system, { ...fault, kind: fault.kind });
  }
}

async function killMember(members: System["proxies"], { index, lastsMs }: { index: number; lastsMs: number }) {
  members[index]?.kill(lastsMs);
  await delay(lastsMs);
}

async function killStores({ stores, proxies }: System, { index, lastsMs }: { index: number; lastsMs: number }) {
  const { redis, postgres } = stores;
  const restarts = [redis.restart(lastsMs), postgres.restart(lastsMs)];
  await Promise.all([...restarts, delay(lastsMs / 2).then(() => proxies[index]?.kill(lastsMs / 2))]);
}

async function disturb(
  system: System,
  fault: Extract<Fault, { kind: "delay" | "silence" | "reset" | "drop_answers" | "kill_store" }>,
): Promise<void> {
  const { wire } = system.stores[fault.store];
  if (fault.kind === "delay") wire.delay(fault.delayMs);
  if (fault.kind === "silence") wire.silence(fault.lastsMs);
  if (fault.kind === "reset") wire.reset();
  if (fault.kind === "drop_answers") wire.dropAnswers();
  await delay(fault.lastsMs);
  wire.heal();
}

/** The time it lasts is for what the processes do about it. */
async function flush({ direct }: System, lastsMs: number): Promise<void> {
  const redis = new Redis(direct.redisUrl);
  await redis.flushall();
  redis.disconnect();
  await delay(lastsMs);
}

async function outage({ sandboxUrl }: System, lastsMs: number): Promise<void> {
  const say = (on: boolean) =>
    fetch(`${sandboxUrl}/providers/demo-harbor/outage`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ on }),
    });
  await say(true);
  await delay(lastsMs);
  await say(false);
}

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Mail } from "@tollgate/marketplace/mailer";
import { auditLedger } from "@tollgate/marketplace/operations/audit-ledger";
import { TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import { services, stores, TEST_WEBHOOK_SECRET } from "@tollgate/marketplace/testing/verbs";
import { afterAll, beforeAll, expect } from "vitest";
import { makeTemporaryFolder } from "../local/temporary-folder.ts";
import { bundleChild } from "./bundle-child.ts";
import { type ActInput, type ActName, NOTHING } from "./crash-acts.ts";
import { CrashProcesses, type WorkEnd } from "./crash-process.ts";
import { describePoint, type Failpoint, type SeenEffect } from "./failpoint.ts";
import type { HeldEvents } from "./held-events.ts";
import { countJournals, expectWhole, expireHolds, openIntents } from "./wholeness.ts";

export interface Scenario {
  readonly act: ActName;
  /** Puts in place what the work finds. Events of the processor are taken as they come, unless it holds them. */
  readonly prepare: () => Promise<Partial<ActInput>>;
  /** What somebody does who heard nothing, such as press the button again. */
  readonly insist?: (input: ActInput, end: WorkEnd) => Promise<void>;
  /** What must be true once everything is quiet. */
  readonly check: (input: ActInput, end: WorkEnd) => Promise<void>;
}

export type Scenarios = Readonly<Record<string, Scenario>>;

const MINUTE_MS = 60_000;
/** In so many rounds of what workers do anyway everything must be terminal; each looks from later, past every pause. */
const RECOVERIES_AHEAD_MS: readonly number[] = [10 * MINUTE_MS, 30 * MINUTE_MS, 90 * MINUTE_MS];
/** When the recovery runs that is killed. */
const KILLED_AHEAD_MS = 3 * MINUTE_MS;
/** Work that repeats an effect, for every shard or row, does the same each time: its first two are tried. */
const MOST_TIMES = 2;

/** A busy machine takes its time to bundle. */
const START_TIMEOUT_MS = 180_000;

let processes: CrashProcesses;
let events: HeldEvents;
/** Where a server of mail keeps what it took. */
let mailbox = "";
/** What workers do when there is nothing to make good for: where the second kill strikes. */
let recovery: readonly SeenEffect[] = [];
const tried = new Set<string>();
const count = { trials: 0, missed: 0, duplicates: 0, lost: 0 };

export interface CrashOptions {
  /** Known once the tests run. */
  readonly processorUrl: () => string;
  readonly events: HeldEvents;
}

/** Starts the processes that are killed. Call after what opens the marketplace. */
export function useCrashes(options: CrashOptions): void {
  const folder = makeTemporaryFolder("crash");
  beforeAll(async () => {
    const start = await bundleChild(path.join(folder.path, "child"));
    const { databaseUrl, redisUrl } = stores;
    const processorUrl = options.processorUrl();
    const secrets = [TEST_ENCRYPTION_KEYS, TEST_WEBHOOK_SECRET];
    // The folder of the spool outlives processes, as a disk does, and so does what a server of mail took.
    const spool = path.join(folder.path, "spool");
    mailbox = path.join(folder.path, "mailbox");
    processes = new CrashProcesses([start, databaseUrl, redisUrl, processorUrl, ...secrets, spool, mailbox]);
    events = options.events;
  }, START_TIMEOUT_MS);
  afterAll(() => {
    processes.close();
    folder.remove();
    const { trials, missed, duplicates, lost } = count;
    const faults = `${processes.kills} processes killed, ${duplicates} effects doubled, ${lost} answers lost`;
    console.info(`crash points: ${tried.size} points, ${trials} trials (${missed} came by no fault), ${faults}`);
  });
}

/** What processes have mailed to somebody so far, in order. */
export function mailsTo(address: string): Mail[] {
  const lines = existsSync(mailbox) ? readFileSync(mailbox, "utf8").trimEnd().split("\n") : [];
  return lines.map((line): Mail => JSON.parse(line)).filter((mail) => mail.to === address);
}

/** Does one piece of work without a fault. */
export async function done(act: ActName, input: Partial<ActInput>): Promise<void> {
  const end = await processes.run({ act, input: { ...NOTHING, ...input }, point: null });
  if (end.kind !== "returned" || !end.ok) throw new Error(`${act} without a fault: ${JSON.stringify(end)}`);
}

/** Starts a piece of work and kills its process at a point. */
export async function killedAt(point: Failpoint, act: ActName, input: Partial<ActInput>): Promise<void> {
  expect(await processes.run({ act, input: { ...NOTHING, ...input }, point })).toEqual({ kind: "killed" });
}

/** The work without any fault. @returns its points: each effect with each way in which it can go wrong. */
export async function enumeratePoints(scenario: Scenario): Promise<Failpoint[]> {
  const { input, end } = await run(scenario, null);
  if (end.kind !== "returned" || !end.ok) throw new Error(`without a fault: ${JSON.stringify(end)}`);
  await settleDown(scenario, input, end);
  const journals = await countJournals();
  await recover(RECOVERIES_AHEAD_MS[0] ?? 0);
  expect(await countJournals()).toBe(journals);
  return end.seen
    .filter(({ nth }) => nth <= MOST_TIMES)
    .flatMap(({ effect, nth, actions }) => actions.map((action) => ({ effect, nth, action })));
}

/** Effects of the last recovery, without repetitions. */
export function recoveryEffects(): string[] {
  return [...new Set(recovery.map(({ effect }) => effect))];
}

/** Dies, loses the answer or does it twice at this point; then everything must come to an end and the books be whole. */
export async function tryPoint(scenario: Scenario, point: Failpoint): Promise<void> {
  count.trials += 1;
  tried.add(describePoint(point));
  try {
    const { input, end } = await run(scenario, point);
    countFault(point, end);
    if (point.action === "kill-after") await killRecovery();
    await settleDown(scenario, input, end);
  } catch (cause) {
    throw new Error(`after ${describePoint(point)}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** @throws when a process survived its kill. */
function countFault({ action }: Failpoint, end: WorkEnd): void {
  if (end.kind === "killed") return;
  if (!end.fired) count.missed += 1;
  else if (action === "duplicate") count.duplicates += 1;
  else if (action === "lose") count.lost += 1;
  else throw new Error("the point was reached and the process lives");
}

/** All of history: balances, bills in SQL numeric, hash chain, promotional lots, orphans, Redis. */
export async function expectAuditClean(): Promise<void> {
  const { findings } = await auditLedger(services, { full: true });
  expect(findings).toEqual([]);
}

async function run(scenario: Scenario, point: Failpoint | null): Promise<{ input: ActInput; end: WorkEnd }> {
  events.release();
  const input = { ...NOTHING, ...(await scenario.prepare()) };
  events.hold();
  return { input, end: await processes.run({ act: scenario.act, input, point }) };
}

/** The process that makes good is killed as well, each time at another effect. */
async function killRecovery(): Promise<void> {
  await expireHolds();
  const probe = recovery[count.trials % Math.max(1, recovery.length)];
  if (!probe) return;
  const action = probe.actions.includes("kill-after") ? "kill-after" : "kill-before";
  const point = { effect: probe.effect, nth: probe.nth, action } as const;
  await processes.run({ act: "recover", input: { ...NOTHING, aheadMs: KILLED_AHEAD_MS }, point });
}

async function recover(aheadMs: number): Promise<void> {
  const end = await processes.run({ act: "recover", input: { ...NOTHING, aheadMs }, point: null });
  if (end.kind !== "returned" || !end.ok) throw new Error(`recovery: ${JSON.stringify(end)}`);
  recovery = end.seen;
}

async function settleDown(scenario: Scenario, input: ActInput, end: WorkEnd): Promise<void> {
  await scenario.insist?.(input, end);
  await expireHolds();
  for (const aheadMs of RECOVERIES_AHEAD_MS) {
    await recover(aheadMs);
    if ((await openIntents()).length === 0) break;
  }
  expect(await openIntents()).toEqual([]);
  await events.deliver();
  await scenario.check(input, end);
  await expectWhole(input.workspaceId);
  // Whatever comes once more changes nothing.
  const journals = await countJournals();
  await scenario.insist?.(input, end);
  await events.deliver();
  expect(await countJournals()).toBe(journals);
}

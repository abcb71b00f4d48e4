// Breaks a whole Tollgate in every way of its plan while callers with known units use it, and then counts the money.
// `pnpm chaos` runs it; --minutes says how long there is load, --seed which faults and calls, --out where the report goes.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { openServices } from "@tollgate/marketplace/open-services";
import { TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import { inRepository } from "../../local/paths.ts";
import { makeTemporaryFolder } from "../../local/temporary-folder.ts";
import { comeToRest } from "./come-to-rest.ts";
import { findBrokenBooks, readRecordedCalls } from "./count-books.ts";
import { planFaults } from "./fault-plan.ts";
import { type Injected, injectFaults } from "./inject-faults.ts";
import { judgeCalls } from "./judge-calls.ts";
import { type MadeCall, makeLoad } from "./load.ts";
import { type Market, openMarket } from "./market.ts";
import { answerName, type ChaosReport, countBy, longestSilence, slowestRecovery, toJson, toText } from "./report.ts";
import { HOLD_TTL_MS, openSystem, type System } from "./system.ts";

/** A killed proxy's holds run out, are swept, settled and projected well within this. */
const REST_MS = HOLD_TTL_MS + 120_000;
const START_MS = 60_000;
const STOP_MS = 20_000;
const MOST_MINUTES = 60;

interface Run {
  readonly seed: number;
  readonly minutes: number;
  readonly system: System;
  readonly market: Market;
}

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { minutes: text, seed: text, out: text } });
const minutes = Math.min(Number(values.minutes ?? 1), MOST_MINUTES);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
if (!(minutes > 0 && Number.isInteger(seed))) throw new Error("--minutes is a number above 0, --seed an integer");

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
const folder = makeTemporaryFolder("chaos");
console.log(`chaos: seed ${seed}, ${minutes} minutes, logs in ${folder.path} while it runs`);
const system = await openSystem(folder.path);
const market = await openMarket(system.direct, system.sandboxUrl);
await system.startMembers();
const report = await run({ seed, minutes, system, market });
system.close();
const out = path.resolve(values.out ?? inRepository("node_modules/.cache/tollgate/chaos.json"));
mkdirSync(path.dirname(out), { recursive: true });
writeFileSync(out, toJson(report));
console.log(`${toText(report)}\nThe report is also in ${out}`);
if (report.passed) folder.remove();
process.exit(report.passed ? 0 : 1);

async function run({ seed, minutes, system, market }: Run): Promise<ChaosReport> {
  const fromMs = performance.now();
  const runMs = minutes * 60_000;
  const say = (line: string) => console.log(line);
  const [made, injected] = await Promise.all([
    makeLoad(system, market, { seed, untilMs: fromMs + runMs }),
    injectFaults(system, planFaults(seed, runMs), { fromMs, untilMs: fromMs + runMs, say }),
  ]);
  say(`${made.length} calls were made, ${injected.length} faults injected; now everything must come to rest`);
  const counted = await countMoney({ seed, minutes, system, market }, made);
  const { redis, postgres } = system.stores;
  return {
    ...{ seed, minutes, passed: counted.problems.length === 0, ...counted },
    faults: countBy(injected, (one: Injected) => one.name),
    connectionsBroken: redis.wire.counts.reset + postgres.wire.counts.reset,
    answersDropped: redis.wire.counts.answersDropped + postgres.wire.counts.answersDropped,
    calls: made.length,
    answers: countBy(made, answerName),
    slowestRecovery: slowestRecovery(injected, made),
    longestSilence: longestSilence(injected, made),
  };
}

/** Brings everything back, waits for rest, stops everything and compares what callers know with the books. */
async function countMoney({ system, market }: Run, made: readonly MadeCall[]) {
  const services = openServices({
    ...{ ...system.direct, encryptionKeys: TEST_ENCRYPTION_KEYS, smtp: null, payments: null, egressAllow: [] },
    ...{ consoleUrl: "http://console.test", apiUrl: "http://api.test" },
  });
  const members = [...system.proxies, ...system.workers];
  const workspaceIds = [...new Set(market.keys.map((key) => key.workspaceId))];
  const began = performance.now();
  await Promise.all(members.map((member) => member.ready(START_MS)));
  const open = await comeToRest(services, workspaceIds, REST_MS);
  const restMs = performance.now() - began;
  const problems = open.map((end) => `not at rest after ${REST_MS / 1000} s: ${end}`);
  for (const { name, endedByItself } of members)
    for (const words of endedByItself) problems.push(`${name} ended by itself, ${words}`);
  await Promise.all(members.map((member) => member.stop(STOP_MS)));
  const judgement = judgeCalls(made, await readRecordedCalls(services, market));
  problems.push(...judgement.problems, ...(await findBrokenBooks(services, market)));
  if (judgement.acknowledged === 0) problems.push("no call was acknowledged");
  await services.close();
  return { restMs, judgement, problems };
}

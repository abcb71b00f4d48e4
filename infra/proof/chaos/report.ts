import type { Fault } from "./fault-plan.ts";
import type { Injected } from "./inject-faults.ts";
import type { Judgement } from "./judge-calls.ts";
import type { MadeCall } from "./load.ts";

export interface ChaosReport {
  readonly seed: number;
  readonly minutes: number;
  readonly passed: boolean;
  readonly faults: Readonly<Record<string, number>>;
  /** Connections that wires broke, and answers they dropped. */
  readonly connectionsBroken: number;
  readonly answersDropped: number;
  readonly calls: number;
  /** Callers' own view: acknowledged, refused by code, broken by how, unreached. */
  readonly answers: Readonly<Record<string, number>>;
  readonly judgement: Judgement;
  /** From the moment everything is whole again to the next acknowledged call that was asked for since. */
  readonly slowestRecovery: { readonly fault: string; readonly ms: number } | null;
  /** The longest time between two acknowledged calls, and how many faults began in it. */
  readonly longestSilence: { readonly ms: number; readonly faults: number } | null;
  readonly restMs: number;
  readonly problems: readonly string[];
}

export function countBy<T>(items: readonly T[], nameOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of items.map(nameOf).toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

export function answerName({ answer }: MadeCall): string {
  switch (answer.kind) {
    case "refused":
      return `refused ${answer.status} ${answer.code}`;
    case "broken":
      return `broken: ${answer.how}`;
    case "acknowledged":
    case "unreached":
      return answer.kind;
  }
}

function isOfProxy(fault: Fault): fault is Fault & { readonly index: number } {
  return fault.kind === "kill_proxy" || fault.kind === "kill_stores";
}

/**
 * How long it took to serve anybody again after each fault; a proxy that was killed must serve itself. A fault that another one followed before
 * anybody was served has not had the time to be recovered from: the time counts from the last of them.
 */
export function slowestRecovery(
  injected: readonly Injected[],
  made: readonly MadeCall[],
): { readonly fault: string; readonly ms: number } | null {
  let slowest: { fault: string; ms: number } | null = null;
  const served = made.filter(({ answer }) => answer.kind === "acknowledged");
  for (const [index, { name, fault, toMs }] of injected.entries()) {
    const again = served
      .filter((one) => one.askedAtMs >= toMs && (!isOfProxy(fault) || one.proxy === fault.index))
      .map((one) => one.answeredAtMs);
    if (again.length === 0) continue;
    const servedAtMs = Math.min(...again);
    const next = injected[index + 1];
    if (next !== undefined && next.fromMs < servedAtMs) continue;
    const ms = Math.round(servedAtMs - toMs);
    if (slowest === null || ms > slowest.ms) slowest = { fault: name, ms };
  }
  return slowest;
}

/** How long nobody was served at most, whatever was broken meanwhile. */
export function longestSilence(
  injected: readonly Injected[],
  made: readonly MadeCall[],
): { readonly ms: number; readonly faults: number } | null {
  const answered = made.filter(({ answer }) => answer.kind === "acknowledged").map((one) => one.answeredAtMs);
  answered.sort((one, other) => one - other);
  let longest: { ms: number; faults: number } | null = null;
  for (const [index, atMs] of answered.entries()) {
    const next = answered[index + 1];
    if (next === undefined) break;
    const ms = Math.round(next - atMs);
    if (longest !== null && ms <= longest.ms) continue;
    longest = { ms, faults: injected.filter(({ fromMs }) => fromMs >= atMs && fromMs < next).length };
  }
  return longest;
}

/** Amounts are strings: JSON numbers lose digits. */
export function toJson(report: ChaosReport): string {
  return JSON.stringify(report, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value), 2);
}

export function toText(report: ChaosReport): string {
  const { judgement, slowestRecovery: slowest, longestSilence: silence } = report;
  const { acknowledged, exact, lostNano, overchargedNano, chargedNano } = judgement;
  return [
    `\n${report.passed ? "PASSED" : "FAILED"}: chaos with seed ${report.seed} for ${report.minutes} minutes`,
    ...section("Faults", report.faults),
    `  connections broken: ${report.connectionsBroken}, answers dropped: ${report.answersDropped}`,
    ...section(`Calls: ${report.calls}`, report.answers),
    ...section("Calls without an acknowledgement, as the ledger has them", judgement.unacknowledged),
    "Money",
    `  acknowledged calls charged exactly once: ${exact} of ${acknowledged}`,
    `  lost: ${lostNano} nano-USD, charged too much: ${overchargedNano} nano-USD, charged: ${chargedNano} nano-USD`,
    `Slowest recovery: ${slowest ? `${slowest.ms} ms after ${slowest.fault}` : "nothing recovered"}`,
    `Longest time without an answer: ${silence ? `${silence.ms} ms, in which ${silence.faults} faults began` : "all of it"}`,
    `At rest ${(report.restMs / 1000).toFixed(1)} s after the last call`,
    ...(report.problems.length > 0 ? [`Problems: ${report.problems.length}`] : []),
    ...report.problems.slice(0, MOST_PROBLEMS).map((problem) => `  ${problem}`),
    ...(report.passed ? [] : [`Again: pnpm chaos --minutes ${report.minutes} --seed ${report.seed}`]),
  ].join("\n");
}

const MOST_PROBLEMS = 40;

function section(title: string, counts: Readonly<Record<string, number>>): string[] {
  return [title, ...Object.entries(counts).map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`)];
}

import { newId } from "@tollgate/db/ids";
import { expect, test } from "vitest";
import type { Fault } from "./fault-plan.ts";
import type { Injected } from "./inject-faults.ts";
import { knownCall } from "./known-call.ts";
import type { MadeCall } from "./load.ts";
import { longestSilence, slowestRecovery } from "./report.ts";

function injected(kind: "flush" | "kill_proxy", fromMs: number, toMs: number): Injected {
  const times = { atMs: fromMs, lastsMs: toMs - fromMs, delayMs: 0 };
  const fault: Fault = kind === "flush" ? { kind, ...times } : { kind, index: 1, ...times };
  return { name: kind, fault, fromMs, toMs };
}

function served(askedAtMs: number, proxy = 0): MadeCall {
  const ids = { id: newId("apiKey"), workspaceId: newId("workspace") };
  const key = { ...ids, key: "tg-none", viaApp: false, limitNano: null };
  const answer = { kind: "acknowledged", callId: "none", provider: "none", costNano: 1n } as const;
  return { call: knownCall(1, 1), key, proxy, askedAtMs, answeredAtMs: askedAtMs + 1, answer };
}

test("a fault is recovered from when somebody is served who asked after it", () => {
  const made = [served(900), served(1_500), served(4_000)];
  expect(slowestRecovery([injected("flush", 1_000, 1_400)], made)).toEqual({ fault: "flush", ms: 101 });
});

test("a proxy that was killed has to serve itself", () => {
  const made = [served(1_500), served(2_000, 1)];
  expect(slowestRecovery([injected("kill_proxy", 1_000, 1_400)], made)).toEqual({ fault: "kill_proxy", ms: 601 });
});

test("of faults that follow each other before anybody is served the last one is recovered from, and the silence is told apart", () => {
  const faults = [injected("flush", 1_000, 1_400), injected("flush", 2_000, 2_400)];
  const made = [served(900), served(3_000)];
  expect(slowestRecovery(faults, made)).toEqual({ fault: "flush", ms: 601 });
  expect(longestSilence(faults, made)).toEqual({ ms: 2_100, faults: 2 });
});

test("where nobody is served nothing recovered", () => {
  expect(slowestRecovery([injected("flush", 1_000, 1_400)], [])).toBeNull();
  expect(longestSilence([injected("flush", 1_000, 1_400)], [])).toBeNull();
});

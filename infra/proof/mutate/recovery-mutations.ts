import type { Mutation } from "./mutation.ts";

const CREDIT = {
  project: "integration",
  tests: ["packages/db/src/redis/credit-state.integration.test.ts"],
} as const;
const FLUSHED = {
  project: "integration",
  tests: ["packages/marketplace/src/inference/flush-anywhere.integration.test.ts"],
} as const;
const EPOCHS = {
  project: "integration",
  tests: ["packages/marketplace/src/inference/epochs.integration.test.ts"],
} as const;
const TAIL_ON_DISK = {
  project: "integration",
  tests: [
    "apps/inference-proxy/src/usage-spool.integration.test.ts",
    "apps/inference-proxy/src/redis-faults.integration.test.ts",
  ],
} as const;

/** Wrong lines in what makes good when Redis lost writes, a process was killed or a store was away, and in what is loaded meanwhile. */
export const RECOVERY_MUTATIONS: readonly Mutation[] = [
  {
    name: "what was held before Redis lost writes counts on",
    in: "packages/db/src/redis/epoch.ts",
    from: "return (of or '') == epoch and avail",
    to: "return avail",
    ...EPOCHS,
  },
  {
    name: "a Redis that lost everything is not told of the last ends again",
    in: "packages/marketplace/src/inference/epoch-keeper.ts",
    from: "await tail.replay(redis);",
    to: "",
    ...FLUSHED,
  },
  {
    name: "what a proxy knew is gone with it",
    in: "packages/marketplace/src/inference/finish-call.ts",
    from: "gate.tailFile?.append(ended);",
    to: "",
    ...TAIL_ON_DISK,
  },
  {
    name: "a caller is told of a call whose end is nowhere yet",
    in: "apps/inference-proxy/src/serve-call.ts",
    from: "if (written !== null) await written;",
    to: "",
    ...TAIL_ON_DISK,
  },
  {
    name: "an end that Redis had forgotten counts on no limit",
    in: "packages/marketplace/src/inference/replay-spool.ts",
    from: "forgetCapCounter(redis, workspaceId, key)",
    to: "[redis, workspaceId, key]",
    ...{ project: "integration", tests: ["packages/marketplace/src/inference/replay-spool.integration.test.ts"] },
  },
  {
    name: "a settled end on disk leaves the hold that Redis got back",
    in: "packages/marketplace/src/inference/replay-spool.ts",
    from: "if (await isCallOpen(redis, ended)) await releaseHold(redis, ended);",
    to: "await isCallOpen(redis, ended);",
    ...{ project: "integration", tests: ["packages/marketplace/src/inference/replay-spool.integration.test.ts"] },
  },
  {
    name: "open calls are not held for again when Redis has lost everything",
    in: "packages/marketplace/src/inference/epoch-keeper.ts",
    from: "await holdAgain(this.#stores, openCalls.holds(), { epochId: epoch.id, ttlMs: settings.holdTtlMs });",
    to: "",
    ...FLUSHED,
  },
  {
    name: "a limit is loaded from Postgres before Redis says what is not settled yet",
    in: "packages/db/src/redis/cap-counter.ts",
    from: "const spent: SpentInWindow | null = told && (await cap.spent(told));",
    to: "const spent: SpentInWindow | null = await cap.spent(told ?? []);",
    ...{ project: "integration", tests: ["packages/marketplace/src/inference/cap-changes.integration.test.ts"] },
  },
  {
    name: "credit is loaded from a reading that a settlement has overtaken",
    in: "packages/db/src/redis/credit-state.ts",
    from: "if (of or '') == epoch and seen and more(seen, version) then return 'older' end",
    to: "",
    ...CREDIT,
  },
  {
    name: "calls are admitted before what dead processes left on disk is settled",
    in: "packages/marketplace/src/inference/epoch-keeper.ts",
    from: "if (!(await takeLeftEnds())) return false;",
    to: "await takeLeftEnds();",
    ...EPOCHS,
  },
  {
    name: "a process of another container that says nothing is thought alive",
    in: "packages/marketplace/src/inference/abandoned-tails.ts",
    from: "if (gone === null && segments.length > 0) doubtful = true;",
    to: "",
    ...{ project: "unit", tests: ["packages/marketplace/src/inference/usage-tail-file.test.ts"] },
  },
  {
    name: "a Postgres that says nothing is waited for as long as the network likes",
    in: "packages/db/src/open-database.ts",
    from: "{ connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs }",
    to: "{}",
    ...EPOCHS,
  },
];

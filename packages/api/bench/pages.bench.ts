// `pnpm bench pages [calls]`: a marketplace with a million calls, half of them of one workspace, and every question a page asks of it: the time of
// each, and the plan of each statement that reads calls. Fails when one takes longer than a page may, or reads calls from end to end.
import { TRPCError } from "@trpc/server";
import { appRouter, createCaller } from "../src/app-router.ts";
import { PERSONAL, SCOPED } from "../src/testing/attacks.ts";
import { PLATFORM } from "../src/testing/platform-attacks.ts";
import { fillCalls } from "./fill-calls.ts";
import { openMarketplace } from "./open-marketplace.ts";
import { watchStatements } from "./watch-statements.ts";

const CALLS = Number(process.argv[2] ?? 1_000_000);
/** What a page may take on the server. */
const MOST_MS = 300;
const ROUNDS = 3;

const market = await openMarketplace();
const { services, ids, owner, finance, operator } = market;
await fillCalls(services.db, ids, CALLS);
const watch = await watchStatements(services.db);

/** Procedure → query or mutation. */
const kinds = new Map(
  Object.entries(appRouter._def.procedures).map(([name, procedure]) => [name, Object(Object(procedure)._def).type]),
);

interface Question {
  readonly path: string;
  readonly ask: () => Promise<unknown>;
}

function questions(): Question[] {
  const mine = createCaller(owner);
  const staff = (path: string) => createCaller(path.startsWith("operator") ? operator : finance);
  const asked = [
    ...Object.entries({ ...SCOPED, ...PERSONAL }).map(([path, attack]) => ({ path, ask: () => attack(mine, ids) })),
    ...Object.entries(PLATFORM).map(([path, attack]) => ({ path, ask: () => attack(staff(path), ids) })),
    { path: "models.list", ask: () => mine.models.list({ limit: 100 }) },
    { path: "models.signals", ask: () => mine.models.signals({ modelId: "acme/echo-1" }) },
    { path: "market.providers", ask: () => mine.market.providers() },
    { path: "apps.directory", ask: () => mine.apps.directory({}) },
    { path: "usage.get by member", ask: () => mine.usage.get({ ...ids, groupBy: "member" }) },
    { path: "usage.get by user", ask: () => mine.usage.get({ ...ids, groupBy: "user" }) },
    { path: "calls.list by app", ask: () => mine.calls.list({ workspaceId: ids.workspaceId, appId: ids.appId }) },
    { path: "calls.list failed", ask: () => mine.calls.list({ workspaceId: ids.workspaceId, outcome: "failed" }) },
  ];
  return asked.filter(({ path }) => kinds.get(path.split(" ")[0] ?? path) === "query");
}

async function ask({ path, ask: run }: Question) {
  const times: number[] = [];
  let refused = "";
  watch.begin();
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await run().catch((error: unknown) => {
      if (!(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR") throw error;
      refused = error.code;
    });
    times.push(performance.now() - began);
  }
  const scans = await watch.scans();
  return { path, ms: times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0, refused, scans };
}

const results = [];
for (const question of questions()) results.push(await ask(question));
results.sort((a, b) => b.ms - a.ms);
for (const { path, ms, refused, scans } of results) {
  const words = [refused && `answered ${refused}`, scans.length > 0 && `READS ALL OF ${scans.join(", ")}`];
  console.log(`${ms.toFixed(1).padStart(9)} ms  ${path.padEnd(36)} ${words.filter(Boolean).join("; ")}`);
}
const slow = results.filter(({ ms }) => ms > MOST_MS);
const scanning = results.filter(({ scans }) => scans.length > 0);
console.log(
  `${results.length} questions, ${slow.length} above ${MOST_MS} ms, ${scanning.length} read calls from end to end`,
);
await market.close();
process.exit(slow.length + scanning.length > 0 ? 1 : 0);

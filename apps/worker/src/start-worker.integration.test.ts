import { JOBS_PREFIX } from "@tollgate/jobs/queues";
import { finishCall } from "@tollgate/marketplace/inference/finish-call";
import { openSession } from "@tollgate/marketplace/sessions/open-session";
import { TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import {
  admitted,
  database,
  fixture,
  gate,
  posted,
  request,
  served,
  useMoneyPath,
} from "@tollgate/marketplace/testing/money-path";
import { Queue } from "bullmq";
import { encode } from "next-auth/jwt";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnvironment } from "./env.ts";
import { type RunningWorker, startWorker } from "./start-worker.ts";

const SECRET = "a-secret-of-at-least-thirty-two-characters";

useMoneyPath();
let worker: RunningWorker;

const start = () =>
  startWorker(
    readEnvironment({
      WORKER_PORT: "0",
      DATABASE_URL: database.url,
      REDIS_URL: database.redisUrl,
      TOLLGATE_ENCRYPTION_KEYS: TEST_ENCRYPTION_KEYS,
      NEXTAUTH_SECRET: SECRET,
    }),
    pino({ level: "silent" }),
  );

beforeEach(async () => {
  worker = await start();
});
afterEach(async () => await worker.stop());

async function endACall(): Promise<void> {
  const admission = await admitted(request());
  await finishCall(gate, admission, served(admission));
}

test("a call that ended is in the books a moment later", async () => {
  await endACall();
  await expect.poll(posted).toBe(10_000_000_000n - 6_562_500n);
});

test("two workers side by side settle every call once", async () => {
  const other = await start();
  await Promise.all(Array.from({ length: 50 }, endACall));
  await expect.poll(posted, { timeout: 10_000 }).toBe(10_000_000_000n - 50n * 6_562_500n);
  await other.stop();
});

test("calls that ended while no worker ran are settled by the next one", async () => {
  await worker.stop();
  await endACall();
  worker = await start();
  await expect.poll(posted).toBe(10_000_000_000n - 6_562_500n);
});

test("schedules that an emptied Redis has lost are there again within seconds", async () => {
  const schedules = () => fixture.redis.zrange("{jobs}:money:repeat", "0", "-1");
  const before = await schedules();
  expect(before).toContain("sweep-holds");
  await fixture.redis.flushdb();
  expect(await schedules()).toEqual([]);
  await expect.poll(async () => (await schedules()).toSorted(), { timeout: 30_000 }).toEqual(before.toSorted());
});

test("a schedule of a job that nobody handles any more is gone once a worker has started", async () => {
  await worker.stop();
  const upkeep = new Queue("upkeep", { connection: { url: database.redisUrl }, prefix: JOBS_PREFIX });
  await upkeep.upsertJobScheduler("roll-up-yesterday", { every: 60_000 });
  worker = await start();
  const keys = (await upkeep.getJobSchedulers()).map(({ key }) => key);
  await upkeep.close();
  expect(keys).toContain("roll-up-calls");
  expect(keys).not.toContain("roll-up-yesterday");
});

test("the job board opens to operators only", async () => {
  const people = { operator: "usr_operator", finance: "usr_finance" } as const;
  for (const [platformRole, id] of Object.entries(people)) {
    await fixture.db.prisma.user.create({
      data: {
        id,
        email: `${id}@example.test`,
        name: id,
        platformRole: platformRole === "operator" ? "operator" : "finance",
      },
    });
  }
  const visit = async (userId: string | null) => {
    const session = { ip: null, userAgent: "", method: "passkey", secondFactor: "passkey" } as const;
    const opened = userId && (await openSession({ db: fixture.db, now: () => new Date() }, { userId, ...session }));
    const token = opened && (await encode({ token: { sid: opened.sessionId }, secret: SECRET }));
    const headers: Record<string, string> = token ? { cookie: `next-auth.session-token=${token}` } : {};
    return await fetch(`${worker.url}/jobs`, { headers, redirect: "manual" });
  };
  const [stranger, finance, operator] = await Promise.all([visit(null), visit(people.finance), visit(people.operator)]);
  expect([stranger.status, finance.status, operator.status]).toEqual([302, 403, 200]);
  expect(stranger.headers.get("location")).toContain("/sign-in?next=");
  expect(await operator.text()).toContain("Tollgate jobs");
  const forged = await fetch(`${worker.url}/jobs/api/queues`, {
    headers: { cookie: "next-auth.session-token=forged" },
    redirect: "manual",
  });
  expect(forged.status).toBe(302);
});

test("health, readiness and metrics answer without a sign-in", async () => {
  const [health, ready, metrics] = await Promise.all(
    ["healthz", "readyz", "metrics"].map((path) => fetch(`${worker.url}/${path}`)),
  );
  expect([health?.status, ready?.status, metrics?.status]).toEqual([200, 200, 200]);
  expect(await metrics?.text()).toContain("tollgate_settled_calls_total");
});

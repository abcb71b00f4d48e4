import { createTestDatabase, type TestDatabase } from "@tollgate/db/testing/test-database";
import { JOBS } from "@tollgate/jobs/jobs";
import { closeSession } from "@tollgate/marketplace/sessions/close-session";
import { openSession } from "@tollgate/marketplace/sessions/open-session";
import { createFixture, type Fixture, TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import { encode } from "next-auth/jwt";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnvironment } from "./env.ts";
import { type RunningWorker, startWorker } from "./start-worker.ts";

const NEXTAUTH_SECRET = "a secret that is long enough for tests";
const OPERATOR = "usr_operator";
let database: TestDatabase;
let fixture: Fixture;
let workers: RunningWorker[];
/** The operator’s sign-in. */
let sid: string;

beforeAll(async () => {
  database = await createTestDatabase();
  fixture = await createFixture({ databaseUrl: database.url, redisUrl: database.redisUrl });
  await fixture.db.prisma.user.create({
    data: { id: OPERATOR, email: "operator@example.com", name: "Operator", platformRole: "operator" },
  });
  sid = await signIn("totp");
  const env = readEnvironment({
    WORKER_PORT: "0",
    DATABASE_URL: database.url,
    REDIS_URL: database.redisUrl,
    TOLLGATE_ENCRYPTION_KEYS: TEST_ENCRYPTION_KEYS,
    NEXTAUTH_SECRET,
  });
  const log = pino({ level: "silent" });
  workers = [await startWorker(env, log), await startWorker(env, log)];
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await fixture.close();
  await database.close();
});

async function signIn(secondFactor?: "totp"): Promise<string> {
  const session = { userId: OPERATOR, ip: null, userAgent: "", method: "password" as const, secondFactor };
  return (await openSession({ db: fixture.db, now: () => new Date() }, session)).sessionId;
}

async function visit(path: string, secret = NEXTAUTH_SECRET, session = sid): Promise<Response> {
  const token = await encode({ token: { sid: session }, secret });
  const headers = { cookie: `next-auth.session-token=${token}` };
  return await fetch(new URL(path, `${workers[0]?.url}/jobs/`), { redirect: "manual", headers });
}

test("every job is scheduled once, however many workers start", async () => {
  for (const { name, queue } of Object.values(JOBS))
    expect(await fixture.redis.keys(`*${queue}:repeat:${name}`)).toHaveLength(1);
});

test("the board shows every queue, with its scripts and styles", async () => {
  const html = await (await visit("/jobs")).text();
  const assets = [...html.matchAll(/(?:src|href)="([^"]*static[^"]*)"/g)].map(([, path]) => path ?? "");
  expect(assets.length).toBeGreaterThan(0);
  for (const asset of assets) expect((await visit(asset)).status).toBe(200);
  const queues = new Set(Object.values(JOBS).map((job) => job.queue));
  const answer = await (await visit("/jobs/api/queues")).text();
  for (const queue of queues) expect(answer).toContain(`"${queue}"`);
});

test("an operator who gave no second factor is refused", async () => {
  expect((await visit("/jobs/api/queues", NEXTAUTH_SECRET, await signIn())).status).toBe(403);
});

test("a session sealed with another secret is a stranger's, and a role that was taken away and a sign-out count at once", async () => {
  expect((await visit("/jobs/api/queues", "another secret that is long enough")).status).toBe(302);
  await fixture.db.prisma.user.update({ where: { id: OPERATOR }, data: { platformRole: "none" } });
  expect((await visit("/jobs/api/queues")).status).toBe(403);
  await closeSession({ db: fixture.db, now: () => new Date() }, sid);
  expect((await visit("/jobs/api/queues")).status).toBe(302);
});

import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRepository, repositoryRoot } from "../local/paths.ts";
import { httpEffect, isTransactionWord, postgresEffect, redisEffect, ScriptNames } from "./effect-name.ts";
import { installFailpoints } from "./failpoint.ts";

/** Wrapped at the wire by `watch-effects.ts` and `watch-disk.ts`: every call through them is a failpoint. */
const WATCHED: ReadonlySet<string> = new Set([
  ...["ioredis", "pg", "@prisma/adapter-pg", "@prisma/client", "stripe", "undici", "node:fs", "node:fs/promises"],
]);

/** What reaches outside the process without moving money, and why it needs no failpoint. */
const HARMLESS: Readonly<Record<string, string>> = {
  bullmq: "schedules only: no correctness rests on a job's delivery",
  "@bull-board/api": "the job board",
  "@bull-board/hono": "the job board",
  "@bull-board/api/bullMQAdapter": "the job board",
  "@hono/node-server": "answers health, metrics and the job board",
  "@hono/node-server/serve-static": "the job board",
  "hono/cookie": "the job board",
  "hono/factory": "the job board",
  "node:dns": "checks the address of an endpoint",
  hono: "answers health, metrics and the job board",
  nodemailer: "tells people; what is told has been committed",
  "node:http": "the surface a request comes in by",
  "node:dns/promises": "checks the address of an endpoint",
  "node:net": "checks the address of an endpoint",
  "node:tls": "opens the connection to an endpoint",
  pino: "the log",
};

/** Modules that compute. */
const PURE =
  /^(node:(crypto|path|url|util|timers|timers\/promises|events|string_decoder|perf_hooks|async_hooks|zlib|buffer|stream)|@prisma\/client\/.*|zod|ipaddr\.js|csv-(stringify|parse)(\/sync)?|superjson|prom-client|next-auth\/jwt|tokenlens(\/\w+)?|gpt-tokenizer.*|js-tiktoken.*|@pydantic\/genai-prices|pdf-lib|otpauth|@simplewebauthn\/server)$/;

const sources = globSync("{packages/{db,marketplace,receipts},apps/{inference-proxy,worker}}/src/**/*.ts", {
  cwd: repositoryRoot,
}).filter((file) => !/\.test\.ts$|\/testing\/|\/generated\/|\/demo\//.test(file));

test("every module on the money path that reaches outside the process does so through a client with failpoints", () => {
  const unknown = sources.flatMap((file) => {
    const text = readFileSync(inRepository(file), "utf8");
    const imports = [
      ...text.matchAll(/^(?:import|export|\}).*\bfrom "([^".][^"]*)";$|\bimport\("([^".][^"]*)"\)/gm),
    ].map((match) => match[1] ?? match[2] ?? "");
    const foreign = imports.filter(
      (name) => !name.startsWith("@tollgate/") && !WATCHED.has(name) && !(name in HARMLESS) && !PURE.test(name),
    );
    const fetches = /(?<![.\w])fetch\(/.test(text) ? ["fetch"] : [];
    return [...foreign, ...fetches].map((name) => `${file}: ${name}`);
  });
  // A new entry is wrapped in watch-effects.ts, or listed above with the reason why it cannot lose or double money.
  expect(unknown).toEqual([]);
});

test("clients of the stores are opened in few places, so that none is forgotten", () => {
  const openers = sources.filter((file) =>
    /new (Redis|pg\.Pool|pg\.Client|PrismaClient|Stripe)\(/.test(readFileSync(inRepository(file), "utf8")),
  );
  expect(openers.toSorted()).toEqual([
    "apps/worker/src/run-queues.ts",
    "packages/db/src/open-database.ts",
    "packages/marketplace/src/billing/payment-processor.ts",
    "packages/marketplace/src/inference/call-gate.ts",
    "packages/marketplace/src/open-services.ts",
  ]);
});

test("failpoints stay off unless the process was started with the variable, and are refused in production mode", async () => {
  await expect(installFailpoints({})).rejects.toThrow("was not started with TOLLGATE_FAILPOINTS=on");
  const armed = { TOLLGATE_FAILPOINTS: "on", NODE_ENV: "production" };
  await expect(installFailpoints(armed)).rejects.toThrow("refused in production mode");
});

test("what the product runs does not load failpoints", () => {
  const shipped = globSync("{packages,apps}/*/src/**/*.{ts,tsx}", { cwd: repositoryRoot });
  const loaders = shipped.filter((file) =>
    /proof\/|TOLLGATE_FAILPOINTS/.test(readFileSync(inRepository(file), "utf8")),
  );
  expect(loaders).toEqual([]);
});

test("an effect is named by what it does to which thing, without ids", () => {
  const scripts = new ScriptNames();
  const redis = (name: string, args: readonly unknown[]) => redisEffect({ name, args, scripts });
  scripts.learn(
    "1a",
    "Error\n    at x\n    at runScript (/db/run-script.ts:1:1)\n    at placeHold (/db/place-hold.ts:2:2)",
  );
  scripts.learn("2b", "Error\n    at async runScript (/db/run-script.ts:1:1)\n    at file:///db/renew-holds.ts:9:9");
  expect(redis("evalsha", ["1a", 1, "{s1}:credit:wsp_1"])).toBe("redis.placeHold");
  expect(redis("evalsha", ["2b", 1, "{s1}:holds"])).toBe("redis.renewHolds");
  expect(redis("xrange", ["{s12}:usage", "-", "+"])).toBe("redis.xrange usage");
  expect(redis("evalsha", ["3c", 1, "{jobs}:money:wait"])).toBeNull();
  expect(postgresEffect({ name: "settle_calls", text: "SELECT settle_calls($1)" })).toBe("pg.settle_calls");
  expect(postgresEffect({ name: undefined, text: "SELECT * FROM post_journal($1)" })).toBe("pg.select post_journal");
  const insert = 'INSERT INTO "public"."payment" ("id") VALUES ($1)';
  expect(postgresEffect({ name: undefined, text: insert })).toBe("pg.insert payment");
  expect(isTransactionWord(postgresEffect({ name: undefined, text: "COMMIT" }))).toBe(true);
  const path = "/v1/checkout/sessions/cs_test_1?expand=x";
  expect(httpEffect("http", { method: "POST", path })).toBe("http.POST /v1/checkout/sessions/…");
});

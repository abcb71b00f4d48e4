import { spawn } from "node:child_process";
import path from "node:path";
import { text as readAll } from "node:stream/consumers";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answer, type FakeUpstream, startFakeUpstream } from "../../apps/inference-proxy/src/testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "../../apps/inference-proxy/src/testing/proxy-under-test.ts";
import { TEST_MODEL } from "../../apps/inference-proxy/src/testing/surface-calls.ts";
import { repositoryRoot } from "../local/paths.ts";

/** The recipes of the documentation are run as they stand, each in a process of its own, where the packages they name are installed. */
const ANSWER = "Wind makes them swing.";
/** What is run by something that is not here. */
const NOT_RUN: ReadonlySet<string> = new Set(["Python", "config.toml"]);
const HOST = "http://tollgate.invalid";

interface Recipe {
  readonly name: string;
  readonly samples: readonly { readonly label: string; readonly code: string }[];
}

/** Found by its address: the console's modules are compiled with settings of their own. */
const file = path.join(repositoryRoot, "apps/console/src/docs/sdk-samples.ts");
const { sdkRecipes } = await import(file);
const recipes: readonly Recipe[] = sdkRecipes(HOST, TEST_MODEL);
const runnable = recipes.flatMap(({ name, samples }) =>
  samples.filter(({ label }) => !NOT_RUN.has(label)).map(({ label, code }) => ({ name, label, code })),
);

let upstream: FakeUpstream;
let test: ProxyUnderTest;

beforeAll(async () => {
  upstream = await startFakeUpstream(answer(ANSWER));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "only", baseUrl: upstream.baseUrl }],
  });
});
afterAll(async () => {
  await test.stop();
  await upstream.stop();
});

it.each(runnable)("$name, $label: the recipe prints the answer", async ({ label, code }) => {
  const asked = code.replaceAll(HOST, test.proxy.url);
  const command = label === "curl" ? ["bash", "-c", asked] : [process.execPath, "--input-type=module", "--eval", asked];
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd: path.join(repositoryRoot, "apps/inference-proxy"),
    env: { PATH: process.env.PATH, TOLLGATE_API_KEY: test.fixture.customer.key },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [printed, complaint] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
  expect(printed, complaint).toContain(ANSWER);
});

it("every recipe that can be run here is", () => {
  expect(new Set(runnable.map(({ name }) => name)).size).toBeGreaterThanOrEqual(8);
});

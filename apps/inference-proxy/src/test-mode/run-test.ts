import type { IncomingMessage } from "node:http";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { loadTokenCounter } from "@tollgate/gateway/load-token-counter";
import { readAttribution } from "@tollgate/gateway/read-attribution";
import { scenarioOfRequest } from "@tollgate/gateway/simulated/scenario-of-request";
import { isScenario, SCENARIOS, type ScenarioName } from "@tollgate/gateway/simulated/scenarios";
import { PICTURE_BASE64 } from "@tollgate/gateway/simulated/small-media";
import type { KeyRecord, TestKeyRecord } from "@tollgate/marketplace/snapshot/records";
import { refusalFor } from "../admit.ts";
import type { MediaFetcher } from "../fetch-media.ts";
import { HealthBook } from "../health-book.ts";
import type { ProxyContext } from "../proxy-context.ts";
import { Refusal } from "../refusal.ts";
import { SimulatedTargets } from "./simulated-targets.ts";
import { TestBook } from "./test-book.ts";
import { testDesk } from "./test-desk.ts";

/** Nothing is fetched for a test; the simulated model does not look at pictures and files. */
const SIMULATED_MEDIA: MediaFetcher = {
  fetchAll: async (urls) => new Map(urls.map((url) => [url, { mediaType: "image/png", base64: PICTURE_BASE64 }])),
  close: async () => undefined,
};

/** Comments of a slow stream come soon, so that a program meets them. */
const KEEP_ALIVE_MS = 1_000;

export interface TestRun {
  readonly test: TestKeyRecord;
  readonly key: KeyRecord;
  readonly request: InferenceRequest;
  readonly req: IncomingMessage;
}

/** Counts a call on the limit of its app. @throws Refusal 429 beyond it, 503 when it cannot be counted. */
export async function requireTestRoom(proxy: ProxyContext, test: TestKeyRecord): Promise<void> {
  const unknown = { kind: "unavailable", retryAfterSeconds: 2 } as const;
  const refusal = await proxy.desk.testMode.count(test.appId).catch(() => unknown);
  if (refusal !== null) throw refusalFor(refusal, proxy, test.builderWorkspaceId);
}

/** Answers a test call the way live ones are, and remembers for the app's builder what became of it. */
export async function runTest(
  proxy: ProxyContext,
  run: TestRun,
  answer: (context: ProxyContext) => Promise<void>,
): Promise<void> {
  const { context, book } = await openTest(proxy, run);
  proxy.metrics.tested();
  try {
    await answer(context);
    await book.close(null);
  } catch (error) {
    await book.close(error instanceof Refusal ? error.code : "internal_error");
    throw error;
  }
}

/** A context of a test call's own: its endpoints are simulated, all of them are well, and the desk holds and books nothing. */
export async function openTest(
  proxy: ProxyContext,
  { test, key, request, req }: TestRun,
): Promise<{ readonly context: ProxyContext; readonly book: TestBook }> {
  const scenario = readScenario(request, req);
  const user = readAttribution(request.body, req.headers)?.user ?? null;
  const book = new TestBook(proxy, { test, key, request, scenario, user });
  const context: ProxyContext = {
    ...proxy,
    ...proxy.tests,
    desk: testDesk(proxy.desk, scenario, (...end) => book.ended(...end)),
    targets: new SimulatedTargets({
      request,
      scenario,
      countTokens: await loadTokenCounter(),
      createdSeconds: Math.floor(proxy.nowMs() / 1000),
    }),
    media: SIMULATED_MEDIA,
    health: new HealthBook(),
    settings: { ...proxy.settings, keepAliveMs: KEEP_ALIVE_MS },
    // The cheapest endpoint that fits comes first, each time.
    random: () => 0,
  };
  return { context, book };
}

/** @throws Refusal for a header that names no scenario. */
function readScenario(request: InferenceRequest, { headers }: IncomingMessage): ScenarioName | null {
  const named = headers["x-tollgate-test"];
  if (named === undefined || named === "") return scenarioOfRequest(request);
  if (typeof named === "string" && isScenario(named)) return named;
  const message = `X-Tollgate-Test names no scenario; use one of ${SCENARIOS.map(({ name }) => name).join(", ")}.`;
  throw new Refusal("invalid_request", { details: { message, param: "X-Tollgate-Test" } });
}

import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { CallIds } from "@tollgate/gateway/call-id";
import type { AddressRange } from "@tollgate/gateway/egress";
import { RETRY_DEFAULTS } from "@tollgate/gateway/retry-policy";
import { type Logger, pino } from "pino";
import type { CallDesk } from "./call-desk.ts";
import { Checkpoints } from "./checkpoints.ts";
import { Deadlines } from "./deadlines.ts";
import { WebMedia } from "./fetch-media.ts";
import { HealthBook } from "./health-book.ts";
import { Metrics } from "./metrics.ts";
import type { ProxyContext, ProxySettings } from "./proxy-context.ts";
import { routeRequest } from "./route-request.ts";
import { UpstreamTargets } from "./upstream-targets.ts";

export interface CreateProxyOptions {
  readonly desk: CallDesk;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly egressAllow?: readonly AddressRange[];
  readonly settings?: Partial<ProxySettings>;
  readonly log?: Logger;
  readonly nowMs?: () => number;
  readonly random?: () => number;
}

export interface RunningProxy {
  readonly url: string;
  readonly context: ProxyContext;
  /** Stops accepting, lets open calls end until the deadline, breaks off the rest with an error, and resolves when every call is finished. */
  stop(): Promise<void>;
}

export const SETTINGS_DEFAULTS: ProxySettings = {
  consoleUrl: "http://127.0.0.1:4400",
  maxBodyBytes: 20 * 1024 * 1024,
  trustedHops: 0,
  maxReplayBytes: 4 * 1024 * 1024,
  connectTimeoutMs: 5_000,
  hedgeConnectMs: 250,
  firstContentTimeoutMs: 90_000,
  unaryTimeoutMs: 600_000,
  mediaTimeoutMs: 10_000,
  maxMediaBytes: 20 * 1024 * 1024,
  idleTimeoutMs: 60_000,
  drainMs: 10_000,
  shutdownMs: 30_000,
  keepAliveMs: 15_000,
  checkpointMs: 2_000,
  retry: RETRY_DEFAULTS,
};

/** Starts the HTTP side on a desk. Rejects when the port is taken. */
export async function createProxy(options: CreateProxyOptions): Promise<RunningProxy> {
  const settings = { ...SETTINGS_DEFAULTS, ...options.settings };
  const context: ProxyContext = {
    desk: options.desk,
    targets: new UpstreamTargets({
      connectTimeoutMs: settings.connectTimeoutMs,
      egressAllow: options.egressAllow ?? [],
      nowMs: options.nowMs ?? Date.now,
    }),
    media: new WebMedia({
      egressAllow: options.egressAllow ?? [],
      timeoutMs: settings.mediaTimeoutMs,
      maxBytes: settings.maxMediaBytes,
    }),
    health: new HealthBook((news) => options.desk.endpointNews.tell(news)),
    ids: new CallIds(randomBytes(8).toString("hex")),
    deadlines: new Deadlines(),
    metrics: new Metrics(),
    settings,
    log: options.log ?? pino({ level: "silent" }),
    nowMs: options.nowMs ?? Date.now,
    random: options.random ?? Math.random,
    open: new Set(),
    tests: { open: new Set(), metrics: new Metrics({ ofProcess: false }) },
    draining: false,
  };
  const server = createServer({ keepAliveTimeout: 65_000, noDelay: true }, (req, res) => {
    void routeRequest(context, req, res);
  });
  await listen(server, options);
  hearOfEndpoints(context);
  const checkpoints = new Checkpoints(context);
  return {
    url: addressOf(server, options.host),
    context,
    stop: () => stop(server, context).finally(() => checkpoints.close()),
  };
}

/** Also what other processes know already; a call that comes before counts on what this one sees. */
function hearOfEndpoints({ desk, health, log }: ProxyContext): void {
  const ids = [...desk.snapshot().models.values()].flatMap(({ endpoints }) => endpoints.map(({ id }) => id));
  desk.endpointNews
    .listen(ids, (news) => health.hear(news))
    .catch((err) => log.warn({ err }, "what other processes know of endpoints cannot be heard"));
}

function listen(server: Server, { host, port }: CreateProxyOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function addressOf(server: Server, host: string): string {
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

const STOP_STEP_MS = 20;
/** After being interrupted, calls only have to end their ledger side. */
const LAST_MOMENTS_MS = 5_000;

async function stop(server: Server, context: ProxyContext): Promise<void> {
  context.draining = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await emptied(context, context.settings.shutdownMs);
  for (const call of [...context.open, ...context.tests.open]) call.interrupted = true;
  await emptied(context, LAST_MOMENTS_MS);
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 1_000).unref();
  await closed;
  context.deadlines.close();
  await context.targets.close();
  await context.media.close();
}

async function emptied(context: ProxyContext, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (context.open.size + context.tests.open.size > 0 && performance.now() < deadline) await pause(STOP_STEP_MS);
}

import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { HonoAdapter } from "@bull-board/hono";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import type { OpenedServices } from "@tollgate/marketplace/open-services";
import type { Queue } from "bullmq";
import { Hono } from "hono";
import type { WorkerMetrics } from "./metrics.ts";
import { type OperatorSessionOptions, operatorSession } from "./operator-session.ts";

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly services: OpenedServices;
  readonly queues: readonly Queue[];
  readonly metrics: WorkerMetrics;
  readonly board: Omit<OperatorSessionOptions, "services">;
}

export interface WorkerServer {
  readonly url: string;
  stop(): Promise<void>;
}

const BOARD_PATH = "/jobs";

/** Serves health, metrics and, to operators, the job board. */
export async function serveWorker(options: ServeOptions): Promise<WorkerServer> {
  const { services, queues, metrics } = options;
  const app = new Hono();
  app.get("/", (c) => c.redirect(BOARD_PATH));
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    const unreachable = await services.unreachable();
    return c.json(
      { status: unreachable.length === 0 ? "ready" : "unready", unreachable },
      unreachable.length === 0 ? 200 : 503,
    );
  });
  app.get("/metrics", async (c) =>
    c.text(await metrics.registry.metrics(), 200, { "Content-Type": metrics.registry.contentType }),
  );

  const board = new HonoAdapter(serveStatic);
  board.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: "Tollgate jobs" } },
  });
  const guard = operatorSession({ services, ...options.board });
  app.use(BOARD_PATH, guard);
  app.use(`${BOARD_PATH}/*`, guard);
  app.route(BOARD_PATH, board.registerPlugin());

  return await new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: options.port, hostname: options.host }, ({ port }) =>
      resolve({ url: `http://${options.host}:${port}`, stop: () => new Promise((done) => server.close(() => done())) }),
    );
    server.once("error", reject);
  });
}

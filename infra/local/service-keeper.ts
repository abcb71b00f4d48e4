import { createServer, type ServerResponse } from "node:http";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { applyMigrationsDirectly } from "./apply-migrations.ts";
import { findFreePort } from "./ports.ts";
import { ensureDatabase, startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import type { TiedProcess } from "./tied-process.ts";

/** Stores that a test may kill, started and ended over HTTP: a test worker may not import from here, and must not outlive them. */
export interface ServiceKeeper {
  readonly url: string;
  stop(): Promise<void>;
}

interface KeptService {
  readonly url: string;
  readonly dir: string;
  readonly start: () => Promise<TiedProcess>;
  process: TiedProcess;
}

/** How long a server that was killed may take to let go of its port and memory. */
const RESTART_PATIENCE_MS = 10_000;

/**
 * `POST /postgres` and `POST /redis` start a store that keeps what it confirmed also when it is killed, and answer its number, address and
 * folder; `POST /kill/{number}` ends it at once, `POST /start/{number}` starts it again with what it kept, unless it runs.
 */
export async function startServiceKeeper(folder: string): Promise<ServiceKeeper> {
  const kept: KeptService[] = [];
  const killAll = () => kept.forEach((service) => void service.process.kill());
  process.once("exit", killAll);
  const server = createServer((request, response) => {
    act(kept, request.url ?? "", folder).then(
      (answer) => send(response, 200, answer),
      (error: unknown) => send(response, 500, { message: error instanceof Error ? error.message : String(error) }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      killAll();
      await Promise.all(kept.map((service) => service.process.ended));
      process.off("exit", killAll);
    },
  };
}

async function act(kept: KeptService[], url: string, folder: string): Promise<object> {
  const [, verb, number] = url.split("/");
  if (verb === "postgres" || verb === "redis") {
    const service = await (verb === "postgres" ? keepPostgres(folder) : keepRedis(folder));
    return { number: kept.push(service) - 1, url: service.url, dir: service.dir };
  }
  const service = kept[Number(number)];
  if (!service) throw new Error(`there is no service ${number}`);
  if (verb === "kill") {
    service.process.kill();
    await service.process.ended;
  } else if (service.process.hasEnded()) service.process = await startAgain(service);
  return {};
}

async function keepPostgres(folder: string): Promise<KeptService> {
  const port = await findFreePort();
  const dir = path.join(folder, `postgres-${port}`, "data");
  const request = { dir, port, logFile: path.join(folder, `postgres-${port}.log`) };
  const start = async () => (await startPostgres(request)).process;
  const running = await startPostgres(request);
  const url = await ensureDatabase(running.adminUrl, "own");
  await applyMigrationsDirectly(url);
  return { url, dir, start, process: running.process };
}

async function keepRedis(folder: string): Promise<KeptService> {
  const port = await findFreePort();
  const dir = path.join(folder, `redis-${port}`);
  const request = { dir, port, logFile: path.join(folder, `redis-${port}.log`) };
  const start = async () => (await startRedis(request)).process;
  const running = await startRedis(request);
  return { url: running.url, dir, start, process: running.process };
}

async function startAgain(service: KeptService): Promise<TiedProcess> {
  const deadline = Date.now() + RESTART_PATIENCE_MS;
  for (;;) {
    try {
      return await service.start();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await delay(100);
    }
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

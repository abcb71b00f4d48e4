import { mkdirSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { Redis } from "ioredis";
import { inRepository } from "./paths.ts";
import { findRedisBinary } from "./redis-binary.ts";
import { SentenceError } from "./sentence-error.ts";
import { startProcess, type TiedProcess } from "./tied-process.ts";
import { waitUntilReady } from "./wait-until.ts";

export interface RedisRequest {
  /** Holds the append-only file; made when missing. */
  readonly dir: string;
  readonly port: number;
  readonly logFile: string;
  /** Keeps nothing on disk and offers a database per test file. Right for tests only. */
  readonly throwaway?: boolean;
}

export interface RunningRedis {
  readonly process: TiedProcess;
  readonly url: string;
}

/** Starts Redis on the loopback interface. It never evicts: what it holds decides whether a call may be paid for. */
export async function startRedis(request: RedisRequest): Promise<RunningRedis> {
  const { dir, port, logFile } = request;
  const binary = await findRedisBinary(inRepository("node_modules/.cache/tollgate/redis"));
  mkdirSync(dir, { recursive: true });
  const persistence = request.throwaway ? ["--appendonly", "no", "--databases", "256"] : ["--appendonly", "yes"];
  const place = ["--port", String(port), "--bind", "127.0.0.1", "--dir", path.resolve(dir)];
  const server = startProcess({
    name: "Redis",
    command: [binary.path, ...place, "--save", "", "--maxmemory-policy", "noeviction", ...persistence],
    env: { ...process.env, ...binary.env },
    logFile,
  });
  await waitUntilReady(server, () => answersPing(port));
  return { process: server, url: `redis://127.0.0.1:${port}` };
}

/**
 * Returns the address of a Redis of your own once it has answered.
 * @throws SentenceError when it does not answer.
 */
export async function requireRedis(url: string): Promise<string> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 5000, retryStrategy: () => null });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    await redis.ping();
    return url;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SentenceError(`The Redis at ${new URL(url).host} cannot be used (${reason}): check REDIS_URL.`);
  } finally {
    redis.disconnect();
  }
}

/** A connection is not enough: while Redis loads its file it accepts one and refuses commands. */
function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: "127.0.0.1", port }, () => socket.write("PING\r\n"));
    const finish = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once("data", (answer) => finish(answer.toString().startsWith("+PONG")));
    socket.once("error", () => finish(false));
    socket.once("end", () => finish(false));
  });
}

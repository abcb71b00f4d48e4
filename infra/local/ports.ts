import net from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { SentenceError } from "./sentence-error.ts";

/** Asks the system for a free port. Another process may take it before we do, which is acceptable for tests. */
export async function findFreePort(host = "127.0.0.1"): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, host, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}

/** True when nothing listens on the port, judged by listening on it ourselves for a moment. */
export async function isPortFree(port: number, host: string): Promise<boolean> {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Waits a little for a port, because a stack that was killed a moment ago may still be letting go of it.
 * @throws SentenceError naming the variable to change when something else keeps it.
 */
export async function requireFreePort(request: { variable: string; port: number; host: string; patienceMs?: number }) {
  const { variable, port, host, patienceMs = 2500 } = request;
  const deadline = Date.now() + patienceMs;
  while (!(await isPortFree(port, host))) {
    if (Date.now() >= deadline)
      throw new SentenceError(
        `Port ${port} on ${host} is taken: stop the program that uses it, or set ${variable} to another port.`,
      );
    await delay(100);
  }
}

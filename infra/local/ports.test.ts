import net from "node:net";
import { expect, test } from "vitest";
import { findFreePort, requireFreePort } from "./ports.ts";

const host = "127.0.0.1";

test("a taken port is one sentence that names the variable to change", async () => {
  const port = await findFreePort();
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const refusal = requireFreePort({ variable: "CONSOLE_PORT", port, host, patienceMs: 0 });
  await expect(refusal).rejects.toThrow(
    `Port ${port} on ${host} is taken: stop the program that uses it, or set CONSOLE_PORT to another port.`,
  );
  server.close();
});

test("a port that is let go of while we look is accepted", async () => {
  const port = await findFreePort();
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const accepted = requireFreePort({ variable: "CONSOLE_PORT", port, host, patienceMs: 10_000 });
  server.close();
  await expect(accepted).resolves.toBeUndefined();
});

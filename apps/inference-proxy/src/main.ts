import { type CallGate, openCallGate } from "@tollgate/marketplace/inference/call-gate";
import { pino } from "pino";
import { z } from "zod";
import { deskOf } from "./call-desk.ts";
import { createProxy, type RunningProxy } from "./create-proxy.ts";
import { readEnvironment } from "./env.ts";

/** Wires the inference proxy by hand, or ends the process with one sentence that says what stands in the way. */
async function start(): Promise<{ gate: CallGate; proxy: RunningProxy }> {
  try {
    const env = readEnvironment();
    const log = pino({ name: "inference-proxy", level: env.logLevel });
    const gate = await openCallGate({
      databaseUrl: env.databaseUrl,
      redisUrl: env.redisUrl,
      encryptionKeys: env.encryptionKeys,
      receiptKeys: env.receiptKeys,
      spool: env.spool,
      settings: env.gateSettings,
      onError: (error) => log.warn({ err: error }, "a store had a problem"),
    });
    const { host, port, egressAllow, settings } = env;
    const proxy = await createProxy({ desk: deskOf(gate), host, port, egressAllow, settings, log });
    log.info({ url: proxy.url }, "inference proxy listens");
    return { gate, proxy };
  } catch (error) {
    console.error(`The inference proxy cannot start. ${explain(error)}`);
    process.exit(1);
  }
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map((issue) => `Set ${issue.path.join(".")}: ${issue.message}.`).join(" ");
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE" && "port" in error)
    return `Port ${error.port} is taken: set API_PORT to another one.`;
  return error.message || "Postgres or Redis cannot be reached: check DATABASE_URL and REDIS_URL.";
}

const { gate, proxy } = await start();

let stopping = false;
async function shutDown(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await proxy.stop();
  await gate.close();
  process.exit(0);
}
process.on("SIGTERM", () => void shutDown());
process.on("SIGINT", () => void shutDown());

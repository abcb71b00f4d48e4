import { openCallGate } from "@tollgate/marketplace/inference/call-gate";
import { pino } from "pino";
import { deskOf } from "./call-desk.ts";
import { createProxy } from "./create-proxy.ts";
import { readEnvironment } from "./env.ts";

/** Wires the inference proxy by hand and serves until it is told to stop. */
const env = readEnvironment();
const log = pino({ name: "inference-proxy", level: env.logLevel });
const gate = await openCallGate({
  databaseUrl: env.databaseUrl,
  redisUrl: env.redisUrl,
  encryptionKeys: env.encryptionKeys,
  onError: (error) => log.warn({ err: error }, "a store had a problem"),
});
const proxy = await createProxy({
  desk: deskOf(gate),
  host: env.host,
  port: env.port,
  egressAllow: env.egressAllow,
  settings: env.settings,
  log,
});
log.info({ url: proxy.url }, "inference proxy listens");

let stopping = false;
async function shutDown(): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info("finishing open calls");
  await proxy.stop();
  await gate.close();
  process.exit(0);
}
process.on("SIGTERM", () => void shutDown());
process.on("SIGINT", () => void shutDown());

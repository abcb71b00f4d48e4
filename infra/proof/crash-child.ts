// A process that does one piece of work at a time, as lines on its input ask, and that a failpoint may kill at any effect.
import { appendFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { type CallGate, openCallGate } from "@tollgate/marketplace/inference/call-gate";
import type { Mail } from "@tollgate/marketplace/mailer";
import { openServices } from "@tollgate/marketplace/open-services";
import { prepareAct } from "./crash-acts.ts";
import { replaySpool } from "./crash-calls.ts";
import type { Work } from "./crash-process.ts";
import { installFailpoints } from "./failpoint.ts";

const [
  databaseUrl = "",
  redisUrl = "",
  apiUrl = "",
  encryptionKeys = "",
  webhookSecret = "",
  spoolFolder = "",
  mailbox = "",
] = process.argv.slice(2);
const failpoints = await installFailpoints();
const opened = openServices({
  ...{ databaseUrl, redisUrl, encryptionKeys, smtp: null, egressAllow: [], connections: 4 },
  ...{ consoleUrl: "http://console.test", apiUrl: "http://api.test" },
  payments: { secretKey: "sk_test_none", webhookSecret, apiUrl },
});
const services = { ...opened, mailer: { send: async () => undefined } };
let gate: Promise<CallGate> | null = null;
const stores = {
  services,
  spoolFolder,
  mailer: { send: async (mail: Mail) => await appendFile(mailbox, `${JSON.stringify(mail)}\n`) },
  openGate,
  gate: () => {
    gate ??= openQuietGate();
    return gate;
  },
};
await services.redis.connect();
await services.db.prisma.$queryRaw`SELECT 1`;
answer({ ready: true });

for await (const line of createInterface({ input: process.stdin })) {
  const { act, input, point }: Work = JSON.parse(line);
  const work = await prepareAct(stores, act, input);
  failpoints.begin(point);
  const result = await work().then(
    () => ({ ok: true, error: null }),
    (error: unknown) => ({ ok: false, error: error instanceof Error ? error.message : String(error) }),
  );
  await failpoints.dying();
  answer({ ...result, ...failpoints.end() });
}
process.exit(0);

/** No other process is there to hold again for its calls, so none is waited for. */
function openGate(): Promise<CallGate> {
  const spool = { directory: spoolFolder, maxBytes: 2 ** 20, tailBytes: 2 ** 20 };
  const settings = { holdTtlMs: 3_600_000, rejoinMs: 0 };
  return openCallGate({ databaseUrl, redisUrl, encryptionKeys, spool, settings });
}

/** A gate reads everything again right after it opened, and what dead processes left on disk; what is tried begins after that. */
async function openQuietGate(): Promise<CallGate> {
  await replaySpool(services, spoolFolder);
  const opening = await openGate();
  const first = opening.snapshot();
  while (opening.snapshot() === first) await pause(5);
  return opening;
}

function answer(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

// A process that does one piece of work at a time, as lines on its input ask, and that a failpoint may kill at any effect.
import { createInterface } from "node:readline";
import { openCallGate } from "@tollgate/marketplace/inference/call-gate";
import { openServices } from "@tollgate/marketplace/open-services";
import { ACTS } from "./crash-acts.ts";
import type { Work } from "./crash-process.ts";
import { installFailpoints } from "./failpoint.ts";

const [databaseUrl = "", redisUrl = "", apiUrl = "", encryptionKeys = "", webhookSecret = ""] = process.argv.slice(2);
const failpoints = await installFailpoints();
const services = openServices({
  ...{ databaseUrl, redisUrl, encryptionKeys, smtp: null, egressAllow: [], connections: 4 },
  ...{ consoleUrl: "http://console.test", apiUrl: "http://api.test" },
  payments: { secretKey: "sk_test_none", webhookSecret, apiUrl },
});
// No other process is there to hold again for its calls, so none is waited for.
const settings = { holdTtlMs: 3_600_000, rejoinMs: 0 };
const gate = await openCallGate({ databaseUrl, redisUrl, encryptionKeys, settings });
await services.redis.connect();
await services.db.prisma.$queryRaw`SELECT 1`;
answer({ ready: true });

for await (const line of createInterface({ input: process.stdin })) {
  const { act, input, point }: Work = JSON.parse(line);
  failpoints.begin(point);
  const result = await ACTS[act]({ services, gate }, input).then(
    (value) => ({ ok: true, error: null, value }),
    (error: unknown) => ({ ok: false, error: error instanceof Error ? error.message : String(error), value: null }),
  );
  answer({ ...result, ...failpoints.end() });
}
process.exit(0);

function answer(value: unknown): void {
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? `${part}` : part));
  process.stdout.write(`${text}\n`);
}

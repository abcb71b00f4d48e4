// The process under test. `billing`: the proxy on real Postgres and Redis; `untailed`: the same without its tail on disk. `bare`: node:http in, undici out, nothing in between.
import { createServer } from "node:http";
import { parseRanges } from "@tollgate/gateway/egress";
import { openCallGate } from "@tollgate/marketplace/inference/call-gate";
import { TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import { Pool } from "undici";
import { deskOf } from "../src/call-desk.ts";
import { createProxy } from "../src/create-proxy.ts";

const { BENCH_HOP, BENCH_UPSTREAM = "", BENCH_DATABASE_URL = "", BENCH_REDIS_URL = "", BENCH_SPOOL = "" } = process.env;
const SPOOL_BYTES = 256 * 1024 * 1024;

async function startBilling(): Promise<string> {
  const gate = await openCallGate({
    databaseUrl: BENCH_DATABASE_URL,
    redisUrl: BENCH_REDIS_URL,
    encryptionKeys: TEST_ENCRYPTION_KEYS,
    spool: { directory: BENCH_SPOOL, maxBytes: SPOOL_BYTES, tailBytes: BENCH_HOP === "billing" ? SPOOL_BYTES : 0 },
  });
  const proxy = await createProxy({
    desk: deskOf(gate),
    host: "127.0.0.1",
    port: 0,
    egressAllow: parseRanges("127.0.0.1/32"),
  });
  return proxy.url;
}

function startBare(): Promise<string> {
  const pool = new Pool(BENCH_UPSTREAM);
  const server = createServer({ keepAliveTimeout: 120_000 }, (req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      pool.dispatch(
        {
          method: "POST",
          path: "/v1/chat/completions",
          headers: { "content-type": "application/json" },
          body: Buffer.concat(chunks),
        },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_controller, status) => void res.writeHead(status),
          onResponseData: (_controller, chunk) => void res.write(chunk),
          onResponseEnd: () => void res.end(),
          onResponseError: () => void res.destroy(),
        },
      );
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`);
    });
  });
}

const url = BENCH_HOP === "bare" ? await startBare() : await startBilling();
process.on("message", () => process.send?.({ cpuMicros: cpuMicros() }));
process.send?.({ url });

function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

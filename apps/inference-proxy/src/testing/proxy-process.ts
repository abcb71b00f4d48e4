import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { TEST_ENCRYPTION_KEYS, TEST_RECEIPT_KEYS } from "@tollgate/marketplace/testing/fixture";
import { onTestFinished } from "vitest";

export interface ProxyProcess {
  readonly url: string;
  /** Ends it at once, as `kill -9` does. */
  kill(): Promise<void>;
}

/** A proxy in a process of its own, which the test may kill and which goes away with the test. */
export async function startProxyProcess(env: {
  readonly DATABASE_URL: string;
  readonly REDIS_URL: string;
  readonly PROXY_SPOOL_DIR: string;
  readonly PROXY_MAX_UNSETTLED_USD?: string;
  readonly PROXY_TAIL_MAX_BYTES?: string;
}): Promise<ProxyProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "../main.ts")], {
    env: {
      ...env,
      API_PORT: "0",
      TOLLGATE_ENCRYPTION_KEYS: TEST_ENCRYPTION_KEYS,
      TOLLGATE_RECEIPT_KEYS: TEST_RECEIPT_KEYS,
      EGRESS_ALLOW: "127.0.0.1/32",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line);
    if (typeof url === "string") {
      child.stdout.resume();
      return { url, kill };
    }
  }
  throw new Error("the proxy did not start");
}

/** A folder for spools that goes away with the test. */
export function spoolFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "tollgate-spool-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

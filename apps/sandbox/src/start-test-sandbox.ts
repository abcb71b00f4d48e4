import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type SandboxOptions } from "./create-sandbox.ts";

/** A sandbox on free ports with its own data folder, for tests; `stop` removes the folder. */
export async function startTestSandbox(options: Partial<SandboxOptions> = {}) {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), "tollgate-sandbox-")));
  const sandbox = await createSandbox({
    host: "127.0.0.1",
    port: 0,
    smtpPort: 0,
    webhookUrl: "http://127.0.0.1:9/unused",
    webhookSecret: "whsec_test",
    ...options,
    dataDirectory,
  });
  return {
    ...sandbox,
    dataDirectory,
    stop: async () => {
      await sandbox.stop();
      if (options.dataDirectory === undefined) {
        await rm(dataDirectory, { recursive: true, force: true });
      }
    },
  };
}

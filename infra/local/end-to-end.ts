import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findChromium } from "./chromium.ts";
import { streamCommand } from "./command.ts";
import { demoFileOf } from "./demo-data.ts";
import { startInstance } from "./instance.ts";
import { inRepository } from "./paths.ts";
import { findFreePort } from "./ports.ts";
import { createProgress } from "./progress.ts";
import { portVariables, readSettings } from "./settings.ts";
import { type Counts, countPlaywright } from "./test-counts.ts";

/** Variables of the person's own shell that a test instance may see; everything else could point it at real systems. */
const inherited = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "TERM", "CI", "REDIS_SERVER"];

/** Starts an instance of its own, with nothing in it but the demo data, and drives it with a browser. */
export async function runEndToEndTests(): Promise<Counts> {
  const executable = findChromium();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "tollgate-e2e-"));
  const settings = readSettings(await isolatedEnvironment(dataDir));
  const progress = createProgress(process.stdout);
  const instance = startInstance({ settings, mode: "production", progress });
  const report = path.join(dataDir, "playwright.json");
  try {
    await instance.ready;
    progress.close();
    const code = await streamCommand({
      command: ["playwright", "test", "--reporter=list,json"],
      cwd: inRepository("apps/console"),
      env: {
        CHROMIUM_PATH: executable,
        TOLLGATE_DEMO_FILE: demoFileOf(settings),
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    });
    return countPlaywright(JSON.parse(readFileSync(report, "utf8")), code);
  } finally {
    progress.close();
    await instance.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function isolatedEnvironment(dataDir: string): Promise<NodeJS.ProcessEnv> {
  const env: NodeJS.ProcessEnv = { TOLLGATE_DATA_DIR: dataDir };
  for (const name of inherited) if (process.env[name]) env[name] = process.env[name];
  for (const variable of portVariables) env[variable] = String(await findFreePort());
  return env;
}

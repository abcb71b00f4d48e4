import { readFileSync } from "node:fs";
import path from "node:path";
import { findChromium } from "./chromium.ts";
import { streamCommand } from "./command.ts";
import { demoFileOf } from "./demo-data.ts";
import { startInstance } from "./instance.ts";
import { inRepository } from "./paths.ts";
import { findFreePort } from "./ports.ts";
import { createProgress } from "./progress.ts";
import { portVariables, readSettings } from "./settings.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";
import { type Outcome, readPlaywrightReport } from "./test-outcome.ts";

/** Variables of the person's own shell that a test instance may see; everything else could point it at real systems. */
const inherited = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "TERM", "CI", "REDIS_SERVER"];

/** Starts an instance of its own, with nothing in it but the demo data, and drives it with a browser. */
export async function runEndToEndTests(): Promise<Outcome> {
  const executable = findChromium();
  const folder = makeTemporaryFolder("e2e");
  const settings = readSettings(await isolatedEnvironment(folder.path));
  const progress = createProgress(process.stdout);
  const instance = startInstance({ settings, mode: "production", progress });
  const report = path.join(folder.path, "playwright.json");
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
    return readPlaywrightReport(JSON.parse(readFileSync(report, "utf8")), code);
  } finally {
    progress.close();
    await instance.stop();
    folder.remove();
  }
}

async function isolatedEnvironment(dataDir: string): Promise<NodeJS.ProcessEnv> {
  const env: NodeJS.ProcessEnv = { TOLLGATE_DATA_DIR: dataDir };
  for (const name of inherited) if (process.env[name]) env[name] = process.env[name];
  for (const variable of portVariables) env[variable] = String(await findFreePort());
  return env;
}

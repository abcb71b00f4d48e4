import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "@playwright/test";

// The tests drive a running instance; its demo file says where it is. `npm test` starts one of its own.
const demoFile = process.env.TOLLGATE_DEMO_FILE ?? path.join(import.meta.dirname, "../../.data/demo.json");
const baseURL: string = existsSync(demoFile)
  ? JSON.parse(readFileSync(demoFile, "utf8")).console.url
  : "http://127.0.0.1:4400";

export default defineConfig({
  testDir: "e2e",
  // How long something takes is not what these tests are about: a busy machine needs minutes for pages that axe reads whole.
  timeout: 300_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});

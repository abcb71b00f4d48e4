import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { SentenceError } from "./sentence-error.ts";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApplications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds a Chromium for the browser tests, or installs one where that needs no question: Debian's package when we are
 * root, else Playwright's own build.
 * @throws SentenceError that says what to install when neither works.
 */
export function findChromium(): string {
  const found = existingChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) installDebianPackage();
  const installed = existingChromium();
  if (installed) return installed;
  spawnSync("playwright", ["install", "chromium"], { stdio: "inherit" });
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  throw new SentenceError("No Chromium was found: install Chromium or Google Chrome, or set CHROMIUM_PATH to one.");
}

function existingChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isExecutable(given)) return given;
    throw new SentenceError(`CHROMIUM_PATH is "${given}", which cannot be executed: set it to a Chromium or Chrome.`);
  }
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const onPath = commands.flatMap((command) => folders.map((folder) => path.join(folder, command)));
  return [...onPath, ...macApplications, chromium.executablePath()].find(isExecutable);
}

function installDebianPackage(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "--yes", "--no-install-recommends", "chromium"];
  if (spawnSync("apt-get", install, { stdio: "inherit", env }).status === 0) return;
  spawnSync("apt-get", ["update"], { stdio: "inherit", env });
  spawnSync("apt-get", install, { stdio: "inherit", env });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

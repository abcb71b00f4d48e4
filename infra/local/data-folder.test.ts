import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimDataFolder } from "./data-folder.ts";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(os.tmpdir(), "tollgate-data-"));
});
afterEach(() => rmSync(parent, { recursive: true }));

test("a new folder is closed to other users, and free again after release", () => {
  const dir = path.join(parent, "data");
  const claim = claimDataFolder(dir);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  claim.release();
  expect(existsSync(path.join(dir, "instance.pid"))).toBe(false);
});

test("a file in the folder's place is one sentence", () => {
  const file = path.join(parent, "file");
  writeFileSync(file, "");
  expect(() => claimDataFolder(file)).toThrow(`${file} is a file: move it away, or set TOLLGATE_DATA_DIR to a folder.`);
});

test("a folder another living instance uses is refused", async () => {
  const idle = "console.log('up'); setInterval(() => {}, 1000)";
  const other = spawn(process.execPath, ["-e", idle, "infra/local/start.ts"], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => other.stdout.once("data", resolve));
  writeFileSync(path.join(parent, "instance.pid"), String(other.pid));
  expect(() => claimDataFolder(parent)).toThrow(`Another Tollgate (process ${other.pid}) uses ${parent}`);
  other.kill();
});

test("the claim of an instance that is gone does not count", () => {
  writeFileSync(path.join(parent, "instance.pid"), "999999999");
  expect(() => claimDataFolder(parent)).not.toThrow();
});

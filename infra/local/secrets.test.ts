import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecrets } from "./secrets.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), "tollgate-secrets-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

test("secrets are made once, stay the same and are readable by their owner only", () => {
  const first = loadSecrets(dir, {});
  expect(loadSecrets(dir, {})).toEqual(first);
  expect(statSync(path.join(dir, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(Buffer.from(first.TOLLGATE_ENCRYPTION_KEYS.split(":")[1] ?? "", "base64")).toHaveLength(32);
});

test("a variable wins over the stored secret and does not replace it", () => {
  const stored = loadSecrets(dir, {}).NEXTAUTH_SECRET;
  expect(loadSecrets(dir, { NEXTAUTH_SECRET: "given" }).NEXTAUTH_SECRET).toBe("given");
  expect(loadSecrets(dir, {}).NEXTAUTH_SECRET).toBe(stored);
});

test("a damaged file is refused and left as it is, because what it encrypts would be lost", () => {
  const file = path.join(dir, "secrets.json");
  writeFileSync(file, "{");
  expect(() => loadSecrets(dir, {})).toThrow(/restore it/);
  expect(readFileSync(file, "utf8")).toBe("{");
});

import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { SentenceError } from "./sentence-error.ts";

const execute = promisify(execFile);
const packages = ["redis-tools", "redis-server", "libjemalloc2", "liblzf1"];
const howToInstall =
  process.platform === "darwin"
    ? "install it with `brew install redis`"
    : "install Redis 7 or newer with your package manager";

export interface RedisBinary {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Finds a Redis to run: REDIS_SERVER, then the PATH, then Debian's package, which is unpacked and not installed.
 * @throws SentenceError that says what to install when none of these works.
 */
export async function findRedisBinary(cacheDir: string): Promise<RedisBinary> {
  for (const candidate of [process.env.REDIS_SERVER, "redis-server", "valkey-server"])
    if (candidate && runs({ path: candidate, env: {} })) return { path: candidate, env: {} };
  const cached = unpackedBinary(cacheDir);
  if (runs(cached)) return cached;
  await unpackDebianPackage(cacheDir);
  if (runs(cached)) return cached;
  throw new SentenceError(`redis-server does not run on this system: ${howToInstall}, or set REDIS_URL.`);
}

function runs(binary: RedisBinary): boolean {
  return spawnSync(binary.path, ["--version"], { env: { ...process.env, ...binary.env } }).status === 0;
}

function unpackedBinary(cacheDir: string): RedisBinary {
  const triple = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  return {
    path: path.join(cacheDir, "usr/bin/redis-server"),
    env: { LD_LIBRARY_PATH: path.join(cacheDir, "usr/lib", triple) },
  };
}

/** Unpacks beside the final folder and renames, so that two starts at once cannot see half a package. */
async function unpackDebianPackage(cacheDir: string): Promise<void> {
  const missing = `Redis was not found: ${howToInstall}, or set REDIS_URL.`;
  if (spawnSync("apt-get", ["--version"]).status !== 0) throw new SentenceError(missing);
  const unfinished = `${cacheDir}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await downloadPackages(unfinished);
    const archives = readdirSync(unfinished).filter((name) => name.endsWith(".deb"));
    for (const archive of archives) await execute("dpkg-deb", ["-x", archive, "."], { cwd: unfinished });
    rmSync(cacheDir, { recursive: true, force: true });
    if (!existsSync(cacheDir)) renameSync(unfinished, cacheDir);
  } catch {
    throw new SentenceError(missing);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** A fresh container has no package lists, so a first failure is answered by fetching them when we may. */
async function downloadPackages(dir: string): Promise<void> {
  try {
    await execute("apt-get", ["download", ...packages], { cwd: dir });
  } catch (error) {
    if (process.getuid?.() !== 0) throw error;
    await execute("apt-get", ["update"], { cwd: dir });
    await execute("apt-get", ["download", ...packages], { cwd: dir });
  }
}

import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SentenceError } from "./sentence-error.ts";

/**
 * Makes the folder usable and marks it as ours until `release`.
 * @throws SentenceError when it is not a folder, not writable, or a running instance uses it.
 */
export function claimDataFolder(dir: string): { release: () => void } {
  if (existsSync(dir) && !statSync(dir).isDirectory())
    throw new SentenceError(`${dir} is a file: move it away, or set TOLLGATE_DATA_DIR to a folder.`);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new SentenceError(`${dir} cannot be written: change its owner, or set TOLLGATE_DATA_DIR to another folder.`);
  }
  const claim = path.join(dir, "instance.pid");
  const owner = livingOwner(claim);
  if (owner)
    throw new SentenceError(
      `Another Tollgate (process ${owner}) uses ${dir}: stop it, or set TOLLGATE_DATA_DIR to another folder.`,
    );
  writeFileSync(claim, String(process.pid));
  return { release: () => rmSync(claim, { force: true }) };
}

/** The process named in the claim, when it still runs one of our scripts: numbers are used again after a crash. */
function livingOwner(claim: string): number | undefined {
  if (!existsSync(claim)) return undefined;
  const pid = Number(readFileSync(claim, "utf8"));
  if (!Number.isInteger(pid) || pid < 2 || pid === process.pid) return undefined;
  try {
    process.kill(pid, 0);
    if (process.platform !== "linux") return pid;
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("infra/local/") ? pid : undefined;
  } catch {
    return undefined;
  }
}

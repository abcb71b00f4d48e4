import { readFileSync, readlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";

/**
 * Tells this process from all others that this machine has run since it was started: a process id is given again, with another start time, and
 * means something in one namespace only. Empty where the system does not say (no `/proc`).
 */
export function ownMark(): string {
  try {
    return markOf(process.pid, readFileSync("/proc/self/stat", "utf8"));
  } catch {
    return "";
  }
}

/** @returns `null` when it cannot be told from here: the mark is of another machine or container, or there is none. */
export async function isRunning(mark: string): Promise<boolean | null> {
  const [pid = "", , ...place] = mark.split(" ");
  const own = ownMark();
  if (own === "" || place.join(" ") !== own.split(" ").slice(2).join(" ")) return null;
  const stat = await readFile(`/proc/${Number(pid)}/stat`, "utf8").catch(() => null);
  return stat !== null && !hasEnded(stat) && markOf(Number(pid), stat) === mark;
}

/** A process that ended stays listed until its parent has asked how. */
function hasEnded(stat: string): boolean {
  return /^[ZX]/.test(fieldsOf(stat)[0] ?? "");
}

/** With the start of the process, the 22nd field of `stat`, in ticks since boot. */
function markOf(pid: number, stat: string): string {
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return [pid, fieldsOf(stat)[19], readlinkSync("/proc/self/ns/pid"), boot].join(" ");
}

/** From the third on, which is the state; the second, a name in brackets, may hold anything. See proc_pid_stat(5). */
function fieldsOf(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

import { readdirSync, readFileSync } from "node:fs";

/** Of a process: whose child it is, and what it took. */
interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  readonly seconds: number;
}

/** Clock ticks of /proc per second, on every Linux there is. */
const TICKS = 100;

function readTimes(pid: number): ProcessTimes | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { pid, parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS };
  } catch {
    return null;
  }
}

/** The Postgres server that a backend belongs to; 0 where there is no /proc. */
export function serverOf(backendPid: number): number {
  return readTimes(backendPid)?.parent ?? 0;
}

/** What each backend had taken when it was seen last: one that ended is not forgotten. */
const seen = new Map<number, number>();

/**
 * Seconds of processor time that this process and the backends of a Postgres server took so far: on a busy machine this is what a time means. A
 * backend counts up to the last call before it ended, so this is called every second. Only where there is /proc; elsewhere this process alone.
 */
export function processorSeconds(serverPid: number): number {
  for (const name of serverPid > 0 ? readdirSync("/proc") : []) {
    const one = /^\d+$/.test(name) ? readTimes(Number(name)) : null;
    if (one?.parent === serverPid) seen.set(one.pid, one.seconds);
  }
  const { user, system } = process.cpuUsage();
  return [...seen.values()].reduce((sum, seconds) => sum + seconds, (user + system) / 1e6);
}

/** The most memory any backend that is alive had at any time, shared buffers included; 0 where there is no /proc. */
export function backendPeakMegabytes(serverPid: number): number {
  const peaks = (serverPid > 0 ? readdirSync("/proc") : []).map((name) => {
    if (!/^\d+$/.test(name) || readTimes(Number(name))?.parent !== serverPid) return 0;
    try {
      return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  });
  return Math.round(Math.max(0, ...peaks));
}

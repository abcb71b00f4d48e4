import { readdirSync, readFileSync } from "node:fs";

/** Of a process: whose child it is, what it and the children it has seen end took, and the most memory it had. */
interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  readonly ownSeconds: number;
  readonly endedChildrenSeconds: number;
}

/** Clock ticks of /proc per second, on every Linux there is. */
const TICKS = 100;

function readTimes(pid: number): ProcessTimes | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) / TICKS;
    return { pid, parent: Number(fields[1]), ownSeconds: ticks(11), endedChildrenSeconds: ticks(13) };
  } catch {
    return null;
  }
}

/** The Postgres server that a backend belongs to; 0 where there is no /proc. */
export function serverOf(backendPid: number): number {
  return readTimes(backendPid)?.parent ?? 0;
}

/**
 * Seconds of processor time that this process and a Postgres server, all of its backends ended or not, took so far: on a busy machine this is what a
 * time means. Only where there is /proc; elsewhere this process alone.
 */
export function processorSeconds(serverPid: number): number {
  const { user, system } = process.cpuUsage();
  const server = readTimes(serverPid);
  if (!server) return (user + system) / 1e6;
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readTimes(Number(name)))
    .filter((one) => one !== null && one.parent === server.pid);
  const alive = children.reduce((sum, one) => sum + (one?.ownSeconds ?? 0), 0);
  return (user + system) / 1e6 + server.endedChildrenSeconds + alive;
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

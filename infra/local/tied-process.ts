import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { inRepository, repositoryRoot } from "./paths.ts";
import { SentenceError } from "./sentence-error.ts";

/** What to run and how to end it. */
export interface ProcessRequest {
  readonly name: string;
  readonly command: readonly string[];
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Commands that must come before the tether, such as `unshare`, because they change who we are. */
  readonly prefix?: readonly string[];
  readonly stopSignal?: "SIGINT" | "SIGTERM";
  /** Also copies the output here, each line under the name. */
  readonly echo?: NodeJS.WriteStream | undefined;
}

/** A process that ends when we do, however we end. */
export interface TiedProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves with a description ("code 1", "signal SIGKILL") once the process is gone. */
  readonly ended: Promise<string>;
  readonly hasEnded: () => boolean;
  /** Asks the process to finish and, after the grace period, insists. */
  stop(graceMs?: number): Promise<void>;
  /** Ends the process now, without asking. */
  kill(): void;
}

const kernelTether = process.platform === "linux" && spawnSync("setpriv", ["--pdeathsig", "TERM", "true"]).status === 0;

/**
 * The words to put before a command so that it gets the signal when we die, even by `kill -9`. Linux's kernel does it
 * (prctl(2), PR_SET_PDEATHSIG); elsewhere a small Node process watches its parent.
 */
export function tether(signal: "SIGINT" | "SIGTERM"): string[] {
  if (kernelTether) return ["setpriv", "--pdeathsig", signal.slice(3), "--"];
  return [process.execPath, inRepository("infra/local/tether.ts"), signal];
}

/** Starts a process with its output in a log file and a process group of its own, so that Ctrl-C reaches only us. */
export function startProcess(request: ProcessRequest): TiedProcess {
  const { name, logFile, stopSignal = "SIGTERM" } = request;
  const [command = "", ...args] = [...(request.prefix ?? []), ...tether(stopSignal), ...request.command];
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w", 0o600);
  const output = request.echo ? "pipe" : log;
  const child = spawn(command, args, {
    cwd: request.cwd ?? repositoryRoot,
    env: request.env ?? process.env,
    stdio: ["ignore", output, output],
    detached: true,
  });
  closeSync(log);
  if (request.echo) copyOutput(child, request);
  const ended = endOf(child);
  return {
    name,
    pid: child.pid ?? 0,
    logFile,
    ended,
    hasEnded: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
    async stop(graceMs = 10_000) {
      child.kill(stopSignal);
      const insist = setTimeout(() => killGroup(child), graceMs);
      await ended;
      clearTimeout(insist);
    },
    kill: () => killGroup(child),
  };
}

/** The last lines a process wrote, for telling why it ended. */
export function lastLines(logFile: string, count = 20): string {
  return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}

/** Says that a process ended although nobody asked it to, and shows its last words. */
export function unexpectedEnd(ended: { name: string; logFile: string }, how: string): SentenceError {
  const words = lastLines(ended.logFile);
  return new SentenceError(`${ended.name} ended unexpectedly (${how}); its log is ${ended.logFile}\n${words}`);
}

function copyOutput(child: ChildProcess, request: ProcessRequest): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      appendFileSync(request.logFile, `${line}\n`);
      request.echo?.write(`${request.name.replace(/^The /, "").padEnd(16)} ${line}\n`);
    });
  }
}

/** The child leads a group of its own, so nothing it started outlives it. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
}

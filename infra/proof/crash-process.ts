import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { inRepository } from "../local/paths.ts";
import { tether } from "../local/tied-process.ts";
import type { ActInput, ActName } from "./crash-acts.ts";
import { FAILPOINTS_VARIABLE, type Failpoint, type SeenEffect } from "./failpoint.ts";

export interface Work {
  readonly act: ActName;
  readonly input: ActInput;
  readonly point: Failpoint | null;
}

export type WorkEnd =
  /** `ok` is the acknowledgement: whoever asked was told that it is done. */
  | {
      readonly kind: "returned";
      readonly ok: boolean;
      readonly error: string | null;
      readonly fired: boolean;
      readonly seen: readonly SeenEffect[];
    }
  | { readonly kind: "killed" };

/** Warm ones in reserve, since most of them die. */
const RESERVE = 2;
const STARTS = 8;
/** Every piece of work, a whole recovery too, takes seconds; minutes on a machine that is very busy. */
const STUCK_MS = 300_000;

/** Processes on one marketplace. */
export class CrashProcesses {
  readonly #command: readonly string[];
  readonly #processes: CrashProcess[];
  kills = 0;

  /** @param command The file to run, and its arguments. */
  constructor(command: readonly string[]) {
    this.#command = command;
    this.#processes = Array.from({ length: 1 + RESERVE }, () => new CrashProcess(command));
  }

  async run(work: Work): Promise<WorkEnd> {
    const current = await this.#started();
    let end: WorkEnd | null = null;
    try {
      end = await current.run(work);
      return end;
    } finally {
      if (end?.kind === "killed") this.kills += 1;
      // One that failed may have lost a connection: the next trial begins with a process that knows nothing of it.
      if (end?.kind !== "returned" || !end.ok) {
        current.kill();
        this.#processes.shift();
        this.#processes.push(new CrashProcess(this.#command));
      }
    }
  }

  /** One on a machine that is busy may find the stores too slow to start with; then it is another's turn. */
  async #started(): Promise<CrashProcess> {
    for (let tries = 1; tries <= STARTS; tries++) {
      const [current] = this.#processes;
      if (await current?.ready()) break;
      this.#processes.shift();
      this.#processes.push(new CrashProcess(this.#command));
    }
    const [current] = this.#processes;
    if (!current) throw new Error("the processes are closed");
    return current;
  }

  close(): void {
    for (const one of this.#processes.splice(0)) one.kill();
  }
}

class CrashProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  #ready = false;

  constructor(words: readonly string[]) {
    const [command = "", ...before] = tether("SIGTERM");
    const { VITEST: _vitest, ...environment } = process.env;
    this.#child = spawn(command, [...before, process.execPath, ...words], {
      stdio: ["pipe", "pipe", "inherit"],
      env: {
        ...environment,
        NODE_ENV: "test",
        NODE_COMPILE_CACHE: inRepository("node_modules/.cache/tollgate/compiled"),
        [FAILPOINTS_VARIABLE]: "on",
      },
    });
    this.#child.stdin.on("error", () => undefined);
    this.#reader = createInterface({ input: this.#child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** @returns false when it ended before it could do anything. */
  async ready(): Promise<boolean> {
    this.#ready ||= !(await this.#lines.next()).done;
    return this.#ready;
  }

  /** @throws Error when the work neither ends nor dies in time: it waits for something that never comes. */
  async run(work: Work): Promise<WorkEnd> {
    this.#child.stdin.write(`${JSON.stringify(work)}\n`);
    let isStuck = false;
    const timer = setTimeout(() => {
      isStuck = true;
      this.kill();
    }, STUCK_MS);
    const line = await this.#lines.next();
    clearTimeout(timer);
    if (isStuck) throw new Error(`${work.act} neither ended nor died within ${STUCK_MS / 1000} s`);
    if (line.done) return { kind: "killed" };
    return { kind: "returned", ...JSON.parse(line.value) };
  }

  kill(): void {
    this.#child.kill("SIGKILL");
    this.#reader.close();
  }
}

import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { startProcess, type TiedProcess } from "../../local/tied-process.ts";
import { answersOk } from "../../local/wait-until.ts";

export interface MemberPlan {
  readonly name: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly healthUrl: string;
  readonly logFile: string;
}

/** An orchestrator starts what has ended again after this long. */
const RESTART_MS = 500;
const POLL_MS = 50;
const LOG_LINES = 15;

/** A proxy or a worker as an orchestrator runs it: started again whenever it ends, until it is stopped. */
export class Member {
  readonly name: string;
  /** When it was killed, by the monotonic clock. */
  readonly killedAtMs: number[] = [];
  /** Last words of those that had been ready and ended although nobody killed them. */
  readonly endedByItself: string[] = [];
  readonly #plan: MemberPlan;
  #process: TiedProcess | null = null;
  #starts = 0;
  #isReady = false;
  /** Kept down until then, by the monotonic clock. */
  #downUntilMs = 0;
  #stopping = false;
  #running: Promise<void>;

  constructor(plan: MemberPlan) {
    this.name = plan.name;
    this.#plan = plan;
    this.#running = this.#keepRunning();
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  async ready(withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!this.#isReady) {
      if (performance.now() > deadline) throw new Error(`${this.name} was not ready in time\n${this.#lastWords()}`);
      await delay(POLL_MS);
    }
  }

  /** kill -9, and nothing in its place for so long. */
  kill(downMs: number): void {
    this.#downUntilMs = performance.now() + downMs;
    this.killedAtMs.push(performance.now());
    this.#isReady = false;
    this.#process?.kill();
  }

  /** kill -9, and nobody starts it again. */
  end(): void {
    this.#stopping = true;
    this.#process?.kill();
  }

  /** Asks it to end. @returns how it ended. */
  async stop(graceMs: number): Promise<string> {
    this.#stopping = true;
    const last = this.#process;
    await last?.stop(graceMs);
    await this.#running;
    return last ? await last.ended : "never started";
  }

  async #keepRunning(): Promise<void> {
    while (!this.#stopping) {
      const kills = this.killedAtMs.length;
      const process = this.#start();
      this.#process = process;
      await this.#becomeReady(process);
      const how = await process.ended;
      const wasReady = this.#isReady;
      this.#isReady = false;
      if (this.#stopping) return;
      if (wasReady && this.killedAtMs.length === kills) this.endedByItself.push(`${how}: ${this.#lastWords()}`);
      await delay(Math.max(RESTART_MS, this.#downUntilMs - performance.now()));
    }
  }

  #start(): TiedProcess {
    this.#starts += 1;
    const { name, cwd, env, logFile } = this.#plan;
    const command = [process.execPath, "src/main.ts"];
    return startProcess({ name, cwd, env, command, logFile: `${logFile}-${this.#starts}.log` });
  }

  async #becomeReady(process: TiedProcess): Promise<void> {
    while (!process.hasEnded() && !(await answersOk(this.#plan.healthUrl))) await delay(POLL_MS);
    this.#isReady = !process.hasEnded();
  }

  #lastWords(): string {
    const log = readFileSync(this.#process?.logFile ?? "/dev/null", "utf8");
    return log.trimEnd().split("\n").slice(-LOG_LINES).join("\n");
  }
}

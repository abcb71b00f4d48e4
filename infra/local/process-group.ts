import { type ProcessRequest, startProcess, type TiedProcess, unexpectedEnd } from "./tied-process.ts";

interface Restarting {
  /** How long a program must have run for its leaving to be no mistake of its own. */
  readonly settledMs: number;
  /** Is given a sentence about each new start. */
  readonly tell: (sentence: string) => void;
}

/** Everything an instance has started, so that it can be ended in one place and in the right order. */
export class ProcessGroup {
  readonly #members: TiedProcess[] = [];
  readonly #crash = Promise.withResolvers<never>();
  #stopping = false;

  constructor() {
    this.#crash.promise.catch(() => undefined);
  }

  /** Rejects with a sentence as soon as a member ends that nobody asked to. */
  get crashed(): Promise<never> {
    return this.#crash.promise;
  }

  /** Adds a process that is meant to run until we stop it. */
  keep(member: TiedProcess): TiedProcess {
    this.#members.push(member);
    void member.ended.then((how) => {
      if (!this.#stopping) this.#crash.reject(unexpectedEnd(member, how));
    });
    return member;
  }

  /**
   * Adds a program that may leave by itself with code 0 and is then started again: Next's development server does so when its worker is
   * killed, such as for the memory it takes. One that leaves sooner than `settledMs` is broken and counts as ended.
   */
  keepStarting(start: () => TiedProcess, { settledMs, tell }: Restarting): TiedProcess {
    const member = start();
    const startedMs = Date.now();
    this.#members.push(member);
    void member.ended.then((how) => {
      if (this.#stopping) return;
      if (how !== "code 0" || Date.now() - startedMs < settledMs) {
        this.#crash.reject(unexpectedEnd(member, how));
        return;
      }
      this.#members.splice(this.#members.indexOf(member), 1);
      tell(`${member.name} left by itself and is started again.`);
      this.keepStarting(start, { settledMs, tell });
    });
    return member;
  }

  /**
   * Runs a command to its end.
   * @throws SentenceError with the last lines of its log when it fails.
   */
  async run(request: ProcessRequest): Promise<void> {
    const member = startProcess(request);
    this.#members.push(member);
    const how = await member.ended;
    this.#members.splice(this.#members.indexOf(member), 1);
    if (how !== "code 0") throw unexpectedEnd(member, how);
  }

  /** Ends the members started last first: applications finish their work while the stores still answer. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const [stores, others] = [this.#members.filter(isStore), this.#members.filter((member) => !isStore(member))];
    await Promise.all(others.map((member) => member.stop()));
    await Promise.all(stores.map((member) => member.stop()));
  }
}

function isStore(member: TiedProcess): boolean {
  return member.name === "Postgres" || member.name === "Redis";
}

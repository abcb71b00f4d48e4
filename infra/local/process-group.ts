import { type ProcessRequest, startProcess, type TiedProcess, unexpectedEnd } from "./tied-process.ts";

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

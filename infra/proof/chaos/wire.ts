import net from "node:net";

/** How often a wire did harm, by kind. */
export interface WireCounts {
  reset: number;
  answersDropped: number;
}

/**
 * What stands between the product and one store: a TCP proxy that can be late, silent, reset every connection, or let requests through and lose
 * the answers, so that what was asked for has happened and nobody was told.
 */
export class Wire {
  readonly port: number;
  readonly counts: WireCounts = { reset: 0, answersDropped: 0 };
  readonly #server: net.Server;
  readonly #links = new Set<Link>();
  readonly #pace: Pace = { delayMs: 0, silentUntilMs: 0 };

  /** Listens on a free port and connects each caller to `targetPort` on this machine. */
  static async open(targetPort: number): Promise<Wire> {
    const server = net.createServer({ noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Wire(server, targetPort);
  }

  private constructor(server: net.Server, targetPort: number) {
    const address = server.address();
    this.port = typeof address === "object" && address ? address.port : 0;
    this.#server = server;
    server.on("connection", (caller) => {
      const link = new Link(caller, { targetPort, pace: this.#pace, counts: this.counts });
      this.#links.add(link);
      caller.once("close", () => this.#links.delete(link));
    });
  }

  /** Every byte from now on arrives this much later; 0 ends it. */
  delay(ms: number): void {
    this.#pace.delayMs = ms;
  }

  /** Nothing arrives for this long, in neither direction; then everything does. */
  silence(ms: number): void {
    this.#pace.silentUntilMs = performance.now() + ms;
  }

  /** Breaks every connection there is. */
  reset(): void {
    for (const link of this.#links) {
      link.break();
      this.counts.reset += 1;
    }
  }

  /** Every connection there is loses its next answer, and ends. Later connections are whole. */
  dropAnswers(): void {
    for (const link of this.#links) link.dropAnswer = true;
  }

  /** No delay, no silence, no answer to be dropped. */
  heal(): void {
    this.delay(0);
    this.#pace.silentUntilMs = 0;
    for (const link of this.#links) link.dropAnswer = false;
  }

  close(): void {
    this.#server.close();
    for (const link of this.#links) link.break();
  }
}

interface Pace {
  delayMs: number;
  /** By the monotonic clock. */
  silentUntilMs: number;
}

interface LinkTo {
  readonly targetPort: number;
  readonly pace: Pace;
  readonly counts: WireCounts;
}

/** One connection through a wire. */
class Link {
  dropAnswer = false;
  readonly #caller: net.Socket;
  readonly #store: net.Socket;

  constructor(caller: net.Socket, { targetPort, pace, counts }: LinkTo) {
    this.#caller = caller;
    this.#store = net.connect({ host: "127.0.0.1", port: targetPort, noDelay: true });
    const questions = new Lane(this.#store, pace);
    const answers = new Lane(caller, pace);
    caller.on("data", (bytes: Buffer) => questions.send(bytes));
    this.#store.on("data", (bytes: Buffer) => {
      if (!this.dropAnswer) return answers.send(bytes);
      counts.answersDropped += 1;
      this.break();
    });
    for (const socket of [caller, this.#store]) socket.on("error", () => undefined);
    // What is on its way still arrives, as on a network.
    caller.once("close", () => questions.end());
    this.#store.once("close", () => answers.end());
  }

  break(): void {
    this.#caller.resetAndDestroy();
    this.#store.resetAndDestroy();
  }
}

/** One direction of a connection: bytes in order, each not before its time. */
class Lane {
  readonly #to: net.Socket;
  readonly #pace: Pace;
  readonly #waiting: { readonly atMs: number; readonly bytes: Buffer }[] = [];
  #ending = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(to: net.Socket, pace: Pace) {
    this.#to = to;
    this.#pace = pace;
  }

  send(bytes: Buffer): void {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs + this.#pace.delayMs, this.#pace.silentUntilMs);
    if (this.#waiting.length === 0 && atMs <= nowMs) {
      this.#to.write(bytes);
      return;
    }
    this.#waiting.push({ atMs, bytes });
    this.#schedule();
  }

  end(): void {
    this.#ending = true;
    if (this.#waiting.length === 0) this.#to.end();
  }

  #schedule(): void {
    const [next] = this.#waiting;
    if (this.#timer !== null || next === undefined) return;
    this.#timer = setTimeout(() => this.#deliver(), Math.max(0, next.atMs - performance.now()));
  }

  #deliver(): void {
    this.#timer = null;
    // Half a millisecond early is on time: timers count whole ones.
    const due = performance.now() + 0.5;
    for (let next = this.#waiting[0]; next !== undefined && next.atMs <= due; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#to.write(next.bytes);
    }
    if (this.#waiting.length === 0 && this.#ending) this.#to.end();
    this.#schedule();
  }
}

import { setTimeout as delay } from "node:timers/promises";
import type { TiedProcess } from "../../local/tied-process.ts";
import { Wire } from "./wire.ts";

/** How long a server that was killed may take to let go of its port and memory. */
const RESTART_PATIENCE_MS = 20_000;

/** A Postgres or a Redis behind a wire, which is killed and comes back with what it kept. */
export class KeptStore {
  readonly wire: Wire;
  readonly port: number;
  readonly #start: () => Promise<TiedProcess>;
  #process: TiedProcess;

  /** @param start starts the store on `port` with the files it left. */
  static async open(port: number, start: () => Promise<TiedProcess>): Promise<KeptStore> {
    return new KeptStore({ port, start, process: await start(), wire: await Wire.open(port) });
  }

  private constructor(parts: { port: number; start: () => Promise<TiedProcess>; process: TiedProcess; wire: Wire }) {
    this.port = parts.port;
    this.wire = parts.wire;
    this.#start = parts.start;
    this.#process = parts.process;
  }

  /** Ends it at once; resolves when it answers again, `downMs` later at the earliest. @param between what happens to its files meanwhile. */
  async restart(downMs: number, between: () => void = () => undefined): Promise<void> {
    this.#process.kill();
    await this.#process.ended;
    between();
    await delay(downMs);
    const deadline = performance.now() + RESTART_PATIENCE_MS;
    for (;;) {
      try {
        this.#process = await this.#start();
        return;
      } catch (error) {
        if (performance.now() >= deadline) throw error;
        await delay(100);
      }
    }
  }

  kill(): void {
    this.wire.close();
    this.#process.kill();
  }
}

import { once } from "node:events";
import net from "node:net";

/** Stands between a client and a server, and can become a network that carries nothing any more and says so to nobody. */
export class SilentRelay {
  readonly port: number;
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  /** Connections there are carry nothing from now on, and never will again; later ones are whole. */
  #silenced = new WeakSet<net.Socket>();

  static async open(target: { readonly host: string; readonly port: number }): Promise<SilentRelay> {
    const server = net.createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new SilentRelay(server, target);
  }

  private constructor(server: net.Server, target: { readonly host: string; readonly port: number }) {
    const address = server.address();
    this.port = typeof address === "object" && address ? address.port : 0;
    this.#server = server;
    server.on("connection", (caller) => this.#link(caller, net.connect(target)));
  }

  silence(): void {
    for (const socket of this.#sockets) this.#silenced.add(socket);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #link(caller: net.Socket, server: net.Socket): void {
    for (const [from, to] of [
      [caller, server],
      [server, caller],
    ] as const) {
      this.#sockets.add(from);
      from.on("data", (bytes) => {
        if (!this.#silenced.has(from)) to.write(bytes);
      });
      from.on("error", () => undefined);
      from.once("close", () => {
        this.#sockets.delete(from);
        if (!this.#silenced.has(from)) to.destroy();
      });
    }
  }
}

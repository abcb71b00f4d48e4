import { inRepository } from "./paths.ts";
import type { LocalSettings } from "./settings.ts";

export type Mode = "production" | "development";

/** One of the programs an instance consists of. */
export interface Application {
  readonly name: string;
  readonly cwd: string;
  readonly command: readonly string[];
  /** Answers 200 once the application can do its work. */
  readonly readyUrl: string;
  /** May leave by itself with code 0, and is then started again. */
  readonly mayLeave?: boolean;
}

export interface Applications {
  readonly sandbox: Application;
  readonly proxy: Application;
  readonly worker: Application;
  readonly console: Application;
}

export function applications(settings: LocalSettings, mode: Mode): Applications {
  const { ports, host } = settings;
  const watch = mode === "development" ? ["--watch", "--watch-preserve-output"] : [];
  const program = (name: string, folder: string, port: number): Application => ({
    name,
    cwd: inRepository("apps", folder),
    command: [process.execPath, ...watch, "src/main.ts"],
    readyUrl: `${listenUrl(host, port)}/readyz`,
  });
  return {
    sandbox: program("sandbox", "sandbox", ports.SANDBOX_PORT),
    proxy: program("inference proxy", "inference-proxy", ports.API_PORT),
    worker: program("worker", "worker", ports.WORKER_PORT),
    console: {
      name: "console",
      cwd: inRepository("apps/console"),
      command: [
        process.execPath,
        inRepository("apps/console/node_modules/next/dist/bin/next"),
        mode === "development" ? "dev" : "start",
        ...["-p", String(ports.CONSOLE_PORT), "-H", host],
      ],
      readyUrl: `${listenUrl(host, ports.CONSOLE_PORT)}/readyz`,
      mayLeave: mode === "development",
    },
  };
}

/** The address on this machine, which may differ from the public one. */
function listenUrl(host: string, port: number): string {
  const local = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${local.includes(":") ? `[${local}]` : local}:${port}`;
}

import { existsSync } from "node:fs";
import path from "node:path";
import { appEnvironment, type StoreUrls } from "./app-environment.ts";
import { type Application, applications, type Mode } from "./applications.ts";
import { buildConsole, isConsoleBuilt } from "./build-console.ts";
import { claimDataFolder } from "./data-folder.ts";
import { type DemoFile, removeDemoFile, seedDemoData, writeDemoFile } from "./demo-data.ts";
import { generateClient } from "./generate-client.ts";
import { migrate } from "./migrate.ts";
import { requireFreePort } from "./ports.ts";
import { ensureDatabase, startPostgres } from "./postgres.ts";
import { ProcessGroup } from "./process-group.ts";
import type { Progress } from "./progress.ts";
import { requireRedis, startRedis } from "./redis.ts";
import { loadSecrets } from "./secrets.ts";
import { type LocalSettings, type PortVariable, portVariables } from "./settings.ts";
import { startProcess } from "./tied-process.ts";
import { answersOk, waitUntilReady } from "./wait-until.ts";

/** A complete Tollgate on this machine. */
export interface Instance {
  /** Resolves with what a visitor needs once every application answers. Rejects when a step fails or a part dies. */
  readonly ready: Promise<DemoFile>;
  /** Rejects when a part ends that nobody asked to. */
  readonly crashed: Promise<never>;
  /** Ends everything; safe to call at any moment and more than once. */
  stop(): Promise<void>;
}

/** A development server that has run for so long and leaves is started again. */
const SETTLED_MS = 20_000;

export interface InstanceRequest {
  readonly settings: LocalSettings;
  readonly mode: Mode;
  readonly progress: Progress;
  /** Copies the applications' output here, for development. */
  readonly echo?: NodeJS.WriteStream;
}

export function startInstance(request: InstanceRequest): Instance {
  const group = new ProcessGroup();
  const folder = claimDataFolder(request.settings.dataDir);
  removeDemoFile(request.settings);
  let stopped: Promise<void> | undefined;
  return {
    ready: Promise.race([new Launch(request, group).run(), group.crashed]),
    crashed: group.crashed,
    stop() {
      stopped ??= group.stop().finally(folder.release);
      return stopped;
    },
  };
}

/** The steps from nothing to a serving instance, each waiting only for what it needs. */
class Launch {
  readonly #request: InstanceRequest;
  readonly #group: ProcessGroup;

  constructor(request: InstanceRequest, group: ProcessGroup) {
    this.#request = request;
    this.#group = group;
  }

  async run(): Promise<DemoFile> {
    const { settings, mode, progress } = this.#request;
    await this.#requirePorts();
    const secrets = loadSecrets(settings.dataDir, settings.given);
    const generated = progress.step("database client", () => generateClient(this.#run, this.#log("generate")));
    const built = generated.then(() => this.#build());
    const stores = progress.step("Postgres and Redis", () => this.#startStores());
    // Each of these is awaited below; when an earlier one fails first, their own failure must not end the process.
    for (const branch of [generated, built, stores]) branch.catch(() => undefined);

    const env = appEnvironment(settings, secrets, await stores);
    const apps = applications(settings, mode);
    const appEnv = { ...env, NODE_ENV: mode };
    const sandbox = this.#serve(apps.sandbox, appEnv);
    sandbox.catch(() => undefined);
    const databaseUrl = env.DATABASE_URL ?? "";
    await progress.step("migrations", () => migrate({ databaseUrl, run: this.#run, logFile: this.#log("migrate") }));
    await generated;
    const seed = { dataDir: settings.dataDir, env, run: this.#run, logFile: this.#log("seed") };
    const summary = await progress.step("demo data", () => seedDemoData(seed));
    await Promise.all([
      sandbox,
      this.#serve(apps.proxy, appEnv),
      this.#serve(apps.worker, appEnv),
      built.then(() => this.#serve(apps.console, appEnv)),
    ]);
    return writeDemoFile(settings, summary);
  }

  readonly #run = (request: Parameters<ProcessGroup["run"]>[0]) => this.#group.run(request);

  #log(name: string): string {
    return path.join(this.#request.settings.dataDir, "logs", `${name.replaceAll(" ", "-")}.log`);
  }

  async #requirePorts(): Promise<void> {
    const { given, host, ports } = this.#request.settings;
    const unused: PortVariable[] = [];
    if (given.DATABASE_URL) unused.push("POSTGRES_PORT");
    if (given.REDIS_URL) unused.push("REDIS_PORT");
    const stores: PortVariable[] = ["POSTGRES_PORT", "REDIS_PORT"];
    const needed = portVariables.filter((variable) => !unused.includes(variable));
    const hostOf = (variable: PortVariable) => (stores.includes(variable) ? "127.0.0.1" : host);
    await Promise.all(
      needed.map((variable) => requireFreePort({ variable, port: ports[variable], host: hostOf(variable) })),
    );
  }

  async #startStores(): Promise<StoreUrls> {
    const { given } = this.#request.settings;
    const [databaseUrl, redisUrl] = await Promise.all([
      given.DATABASE_URL || this.#startPostgres(),
      given.REDIS_URL ? requireRedis(given.REDIS_URL) : this.#startRedis(),
    ]);
    return { databaseUrl, redisUrl };
  }

  async #startPostgres(): Promise<string> {
    const { dataDir, ports } = this.#request.settings;
    const dir = path.join(dataDir, "postgres");
    const postgres = await startPostgres({ dir, port: ports.POSTGRES_PORT, logFile: this.#log("postgres") });
    this.#group.keep(postgres.process);
    return ensureDatabase(postgres.adminUrl, "tollgate");
  }

  async #startRedis(): Promise<string> {
    const { dataDir, ports } = this.#request.settings;
    const redis = await startRedis({
      dir: path.join(dataDir, "redis"),
      port: ports.REDIS_PORT,
      logFile: this.#log("redis"),
    });
    this.#group.keep(redis.process);
    return redis.url;
  }

  async #build(): Promise<void> {
    if (this.#request.mode === "development" || isConsoleBuilt()) return;
    await this.#request.progress.step("console, built for production", () =>
      buildConsole(this.#run, this.#log("build")),
    );
  }

  async #serve(app: Application, env: NodeJS.ProcessEnv): Promise<void> {
    if (!existsSync(app.cwd)) return;
    const { progress, echo } = this.#request;
    await progress.step(app.name, async () => {
      const logFile = this.#log(app.name);
      const request = { name: `The ${app.name}`, command: app.command, cwd: app.cwd, env, logFile, echo };
      const started = app.mayLeave
        ? this.#group.keepStarting(() => startProcess(request), {
            settledMs: SETTLED_MS,
            tell: (sentence) => echo?.write(`\n  ${sentence}\n`),
          })
        : this.#group.keep(startProcess(request));
      await waitUntilReady(started, () => answersOk(app.readyUrl));
    });
  }
}

import path from "node:path";
import { applyMigrationsDirectly } from "./apply-migrations.ts";
import { findFreePort } from "./ports.ts";
import { ensureDatabase, startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";
import type { TiedProcess } from "./tied-process.ts";

/** A Postgres and a Redis that vanish with the test run. */
export interface ThrowawayServices {
  /** The administrative database; `tollgate_template` beside it holds every migration. */
  readonly postgresUrl: string;
  readonly redisUrl: string;
  stop(): Promise<void>;
}

export async function startThrowawayServices(): Promise<ThrowawayServices> {
  const started: TiedProcess[] = [];
  // Registered before the folder, so that nothing writes into it any more when it is removed.
  const killAll = () => started.forEach((service) => void service.kill());
  process.once("exit", killAll);
  const folder = makeTemporaryFolder("test");
  const dir = folder.path;
  const [postgresPort, redisPort] = [await findFreePort(), await findFreePort()];
  const [postgres, redis] = await Promise.all([
    startPostgres({
      dir: path.join(dir, "postgres"),
      port: postgresPort,
      logFile: path.join(dir, "postgres.log"),
      throwaway: true,
    }),
    startRedis({
      dir: path.join(dir, "redis"),
      port: redisPort,
      logFile: path.join(dir, "redis.log"),
      throwaway: true,
    }),
  ]);
  started.push(postgres.process, redis.process);
  await applyMigrationsDirectly(await ensureDatabase(postgres.adminUrl, "tollgate_template"));
  return {
    postgresUrl: postgres.adminUrl,
    redisUrl: redis.url,
    async stop() {
      await Promise.all(started.map((service) => service.stop()));
      process.off("exit", killAll);
      folder.remove();
    },
  };
}

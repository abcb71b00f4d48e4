import { copyDatabase, emptyRedis, type OwnStore, startOwnStore } from "@tollgate/db/testing/own-store";
import type { TestDatabase } from "@tollgate/db/testing/test-database";

/** A Postgres and a Redis that the tests of a file may kill. */
export interface OwnStores {
  readonly postgres: OwnStore;
  readonly redis: OwnStore;
  /** Both run again, with an empty Redis and a database of the test's own. */
  renew(): Promise<TestDatabase>;
  /** Both run again, as they are. */
  restore(): Promise<void>;
}

export async function startOwnStores(): Promise<OwnStores> {
  const [postgres, redis] = await Promise.all([startOwnStore("postgres"), startOwnStore("redis")]);
  const restore = async () => void (await Promise.all([postgres.start(), redis.start()]));
  return {
    postgres,
    redis,
    restore,
    async renew() {
      await restore();
      await emptyRedis(redis);
      return { url: await copyDatabase(postgres), redisUrl: redis.url, close: async () => undefined };
    },
  };
}

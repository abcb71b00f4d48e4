// Vitest's global set-up of the `integration` project. The variables reach the test workers because they are started
// after this ran; packages/db/src/testing reads them.
import { startServiceKeeper } from "./service-keeper.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";
import { startThrowawayServices } from "./throwaway-services.ts";

export default async function setUp(): Promise<() => Promise<void>> {
  const services = await startThrowawayServices();
  const folder = makeTemporaryFolder("own");
  const keeper = await startServiceKeeper(folder.path);
  process.env.TEST_POSTGRES_URL = services.postgresUrl;
  process.env.TEST_REDIS_URL = services.redisUrl;
  process.env.TEST_SERVICES_URL = keeper.url;
  return async () => {
    await keeper.stop();
    folder.remove();
    await services.stop();
  };
}

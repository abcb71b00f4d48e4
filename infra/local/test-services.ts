// Vitest's global set-up of the `integration` project. The variables reach the test workers because they are started
// after this ran; packages/db/src/testing/test-database.ts reads them.
import { startThrowawayServices } from "./throwaway-services.ts";

export default async function setUp(): Promise<() => Promise<void>> {
  const services = await startThrowawayServices();
  process.env.TEST_POSTGRES_URL = services.postgresUrl;
  process.env.TEST_REDIS_URL = services.redisUrl;
  return services.stop;
}

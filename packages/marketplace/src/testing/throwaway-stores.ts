import { createTestDatabase, type TestDatabase } from "@tollgate/db/testing/test-database";

/** A database and a Redis of one's own, for benches of surfaces, which know the verbs and not the stores. */
export async function throwawayStores(): Promise<TestDatabase> {
  return await createTestDatabase();
}

import { newId } from "@tollgate/db/ids";
import { publishChange } from "../changes.ts";
import { newTestKey } from "../test-mode/new-test-key.ts";
import type { Fixture } from "./fixture.ts";

/** A test key of the fixture's app, of which proxies are told. */
export async function addTestKey({ db, redis, app }: Pick<Fixture, "db" | "redis" | "app">) {
  const { secret, hash, hint } = newTestKey();
  const id = newId("testKey");
  await db.prisma.testKey.create({ data: { id, appId: app.id, name: "fixture", hash, hint } });
  await publishChange(redis, { kind: "app", id: app.id });
  return { id, secret, hash: Buffer.from(hash).toString("hex") };
}

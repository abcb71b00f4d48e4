import { randomUUID } from "node:crypto";
import { newSecretKey } from "@tollgate/marketplace/access/secret-key";
import { eventually } from "./eventually.ts";
import type { ProxyUnderTest } from "./proxy-under-test.ts";

/** Gives a workspace a management key, made by nobody in particular. @returns the secret, once the proxy knows it. */
export async function addManagementKey(
  test: ProxyUnderTest,
  workspaceId: string,
): Promise<{ id: string; secret: string }> {
  const id = `key_${randomUUID()}`;
  const { secret, hash, hint } = newSecretKey();
  await test.fixture.db.prisma.apiKey.create({
    data: { id, workspaceId, name: "management", kind: "management", hash, hint, createdById: "usr_manager" },
  });
  await test.fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "key", id }));
  await eventually(() => {
    if (!test.gate.snapshot().keys.has(Buffer.from(hash).toString("hex"))) throw new Error("the key is not known yet");
  });
  return { id, secret };
}

import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { getBilling } from "../billing/get-billing.ts";
import type { Context } from "../context.ts";
import { newPerson, type Person, useVerbs } from "../testing/verbs.ts";
import { createApiKey } from "./create-api-key.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

useVerbs();

let person: Person;
let ctx: Context;

beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  person = await newPerson();
  // Nothing listens on the discard port, and commands do not wait for a connection.
  const redis = new Redis({ host: "127.0.0.1", port: 9, enableOfflineQueue: false, retryStrategy: () => null });
  redis.on("error", () => undefined);
  ctx = { ...(await person.ctx()), redis };
});
afterEach(() => {
  ctx.redis.disconnect();
  vi.restoreAllMocks();
});

test("a key is made although nobody could be told of it", async () => {
  const { workspaceId } = person;
  const { key } = await createApiKey(ctx, { workspaceId, name: "ci" });
  expect(await listApiKeys(ctx, { workspaceId })).toMatchObject([{ id: key.id, state: "active" }]);
});

test("a revoked key stays revoked, and the person learns that it may still work for seconds", async () => {
  const { workspaceId } = person;
  const { key } = await createApiKey(await person.ctx(), { workspaceId, name: "ci" });
  const revoked = revokeApiKey(ctx, { workspaceId, keyId: key.id });
  await expect(revoked).rejects.toMatchObject({ code: "unavailable", retryable: true });
  expect(await listApiKeys(ctx, { workspaceId })).toMatchObject([{ state: "revoked" }]);
});

test("credit is shown as the ledger has it, and says that it is not live", async () => {
  const { workspaceId } = person;
  const { credit } = await getBilling(ctx, { workspaceId });
  expect(credit).toMatchObject({ availableNano: 0n, live: false });
  expect((await getBilling(await person.ctx(), { workspaceId })).credit.live).toBe(true);
});

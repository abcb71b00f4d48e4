import { createServer, type Server } from "node:http";
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { addEndpoint, addMember, newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { addProviderKey } from "./add-provider-key.ts";
import { listProviderKeys } from "./list-provider-keys.ts";
import { removeProviderKey } from "./remove-provider-key.ts";
import { updateProviderKey } from "./update-provider-key.ts";

useVerbs();

const GOOD = "sk-own-good-1234";
let upstream: Server;
let baseUrl = "";
let seen: (string | undefined)[] = [];

beforeAll(async () => {
  upstream = createServer(({ headers }, response) => {
    seen.push(headers.authorization);
    const isKnown = headers.authorization === `Bearer ${GOOD}`;
    response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" });
    response.end(isKnown ? JSON.stringify({ choices: [{ message: { content: "H" } }] }) : "{}");
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const address = upstream.address();
  if (!address || typeof address === "string") throw new Error("the upstream has no port");
  baseUrl = `http://127.0.0.1:${address.port}/v1`;
});
beforeEach(() => {
  seen = [];
});
afterAll(async () => {
  await new Promise((resolve) => upstream.close(resolve));
});

async function ctxOf(person: Person): Promise<Context> {
  return { ...(await person.ctx()), egressAllow: ["127.0.0.1/32"] };
}

/** A provider whose endpoint may be called with customers' keys. */
async function newProvider(allowsOwnKeys = true): Promise<string> {
  const { workspaceId } = await newPerson("Provider");
  const { providerId, endpointId } = await addEndpoint(workspaceId);
  await services.db.prisma.endpoint.update({ where: { id: endpointId }, data: { baseUrl, allowsOwnKeys } });
  return providerId;
}

test("a key is tried at the provider before it is kept, sealed, and never shown again", async () => {
  const [customer, providerId] = [await newPerson(), await newProvider()];
  const ctx = await ctxOf(customer);
  const { workspaceId } = customer;
  expect((await listProviderKeys(ctx, { workspaceId })).choices.map(({ id }) => id)).toContain(providerId);
  const refused = addProviderKey(ctx, { workspaceId, providerId, credential: "sk-wrong" });
  await expect(refused).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining("refused the key"),
  });
  expect(await services.db.prisma.providerKey.count({ where: { workspaceId } })).toBe(0);

  const key = await addProviderKey(ctx, { workspaceId, providerId, credential: GOOD });
  expect(seen).toEqual(["Bearer sk-wrong", `Bearer ${GOOD}`]);
  expect(key).toMatchObject({ hint: "…1234", fallsBack: true, enabled: true, provider: { id: providerId } });
  const { keys, choices } = await listProviderKeys(ctx, { workspaceId });
  expect(keys).toEqual([key]);
  expect(choices.map(({ id }) => id)).not.toContain(providerId);
  const row = await services.db.prisma.providerKey.findUniqueOrThrow({ where: { id: key.id } });
  expect(services.keyRing.open(row.credentialSealed, key.id)).toBe(GOOD);
  const written = inspect(await services.db.prisma.auditEvent.findMany({ where: { workspaceId } }), { depth: 9 });
  expect(written).toContain("addProviderKey");
  expect(written + inspect(keys)).not.toContain(GOOD);
  const again = addProviderKey(ctx, { workspaceId, providerId, credential: GOOD });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
});

test("a key is disabled, made the only way, and removed", async () => {
  const [customer, providerId] = [await newPerson(), await newProvider()];
  const ctx = await ctxOf(customer);
  const { workspaceId } = customer;
  const { id } = await addProviderKey(ctx, { workspaceId, providerId, credential: GOOD, fallsBack: false });
  const ids = { workspaceId, providerKeyId: id };
  expect(await updateProviderKey(ctx, { ...ids, enabled: false })).toMatchObject({ enabled: false, fallsBack: false });
  expect(await updateProviderKey(ctx, { ...ids, enabled: true, fallsBack: true })).toMatchObject({
    enabled: true,
    fallsBack: true,
  });
  await removeProviderKey(ctx, ids);
  await expect(removeProviderKey(ctx, ids)).rejects.toMatchObject({ code: "not_found" });
  expect((await listProviderKeys(ctx, { workspaceId })).keys).toEqual([]);
});

test("members may not, and a provider that takes no keys is no choice", async () => {
  const [customer, member, providerId] = [await newPerson(), await newPerson("Member"), await newProvider(false)];
  const { workspaceId } = customer;
  await addMember(workspaceId, member.userId, "member");
  const input = { workspaceId, providerId, credential: GOOD };
  await expect(addProviderKey(await ctxOf(member), input)).rejects.toMatchObject({ code: "forbidden" });
  await expect(listProviderKeys(await ctxOf(member), { workspaceId })).rejects.toMatchObject({ code: "forbidden" });
  await expect(addProviderKey(await ctxOf(customer), input)).rejects.toMatchObject({ code: "invalid_input" });
  expect(seen).toEqual([]);
});

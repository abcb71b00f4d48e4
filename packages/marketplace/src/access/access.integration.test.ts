import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { expect, test, vi } from "vitest";
import { addEndpoint, addMember, mails, newPerson, services, stranger, useVerbs } from "../testing/verbs.ts";
import { authenticate } from "./authenticate.ts";
import { createApiKey } from "./create-api-key.ts";
import { createWorkspace } from "./create-workspace.ts";
import { getMe } from "./get-me.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { rotateApiKey } from "./rotate-api-key.ts";
import { hashSecretKey } from "./secret-key.ts";
import { signUp } from "./sign-up.ts";
import { updateApiKey } from "./update-api-key.ts";

useVerbs();

test("signing up opens an account, its workspace and sends a welcome", async () => {
  const input = { email: " Grace@Example.COM ", password: "a few words", name: "Grace", workspaceName: "Grace Labs" };
  const { userId, workspace } = await signUp(stranger(), input);
  expect(workspace).toMatchObject({ slug: "grace-labs", name: "Grace Labs" });
  expect(mails.at(-1)).toMatchObject({ to: "grace@example.com", subject: "Welcome to Tollgate" });
  expect(await authenticate(services, { email: "GRACE@example.com", password: "a few words" })).toMatchObject({
    id: userId,
  });
  await expect(signUp(stranger(), { ...input, email: "grace@example.com" })).rejects.toMatchObject({
    code: "conflict",
    field: "email",
  });
});

test("an e-mail that cannot be sent undoes nothing", async () => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const down = { ...stranger(), mailer: { send: () => Promise.reject(new Error("no route to host")) } };
  const { userId } = await signUp(down, { email: "down@example.com", password: "a few words", name: "Down" });
  expect(complaint).toHaveBeenCalledOnce();
  complaint.mockRestore();
  expect(await services.db.prisma.user.count({ where: { id: userId } })).toBe(1);
});

test.each([
  ["half an address", "email", { email: "not an address" }],
  ["an endless address", "email", { email: `${"a".repeat(300)}@example.com` }],
  ["a short password", "password", { password: "too short" }],
  ["an endless password", "password", { password: "x".repeat(201) }],
  ["no name", "name", { name: "  " }],
  ["a name on two lines", "name", { name: "two\nlines" }],
])("signing up with %s names the field and leaves no account", async (_, field, wrong) => {
  const before = await services.db.prisma.user.count();
  const input = { email: "new@example.com", password: "a few words", name: "New", ...wrong };
  await expect(signUp(stranger(), input)).rejects.toMatchObject({ code: "invalid_input", field });
  expect(await services.db.prisma.user.count()).toBe(before);
});

test("two people with the same name get different addresses", async () => {
  const [one, two] = [await newPerson("Sam"), await newPerson("Sam")];
  expect(one.slug).not.toBe(two.slug);
});

test("guessing a password stops after ten attempts, for the guesser only", async () => {
  const { email } = await newPerson("Target");
  const guess = { email, password: "wrong password", ip: "203.0.113.9" };
  for (let attempt = 0; attempt < 10; attempt++) expect(await authenticate(services, guess)).toBeNull();
  await expect(authenticate(services, guess)).rejects.toMatchObject({ code: "too_many_requests", retryable: true });
  const owner = { email, password: "correct horse battery", ip: "198.51.100.7" };
  expect(await authenticate(services, owner)).toMatchObject({ email });
});

test("an unknown address gets the same answer as a wrong password", async () => {
  expect(await authenticate(services, { email: "nobody@example.com", password: "a few words" })).toBeNull();
});

test("a key is shown once, stored as its hash and refused by Redis once revoked", async () => {
  const ada = await newPerson();
  const ctx = await ada.ctx();
  const { workspaceId } = ada;
  const { key, secret } = await createApiKey(ctx, { workspaceId, name: "ci", limitUsd: "12.5", limitReset: "monthly" });
  expect(secret).toMatch(/^tg-[\w-]{43}$/);
  expect(key).toMatchObject({
    state: "active",
    limitNano: 12_500_000_000n,
    hint: expect.stringMatching(/^tg-.{4}….{4}$/),
  });
  const row = await services.db.prisma.apiKey.findUniqueOrThrow({ where: { id: key.id } });
  expect(Buffer.from(row.hash)).toEqual(Buffer.from(hashSecretKey(secret)));
  const texts = JSON.stringify(
    await services.db.prisma.auditEvent.findMany({ where: { subjectId: key.id }, select: { detail: true } }),
  );
  expect(texts).not.toContain(secret);

  await revokeApiKey(ctx, { workspaceId, keyId: key.id });
  await revokeApiKey(ctx, { workspaceId, keyId: key.id });
  expect(await services.redis.sismember(redisKeys.revoked(shardOf(workspaceId)), key.id)).toBe(1);
  const [listed] = await listApiKeys(ctx, { workspaceId });
  expect(listed).toMatchObject({ state: "revoked", spentNano: 0n, calls: 0, lastUsedAt: null });
  await expect(updateApiKey(ctx, { workspaceId, keyId: key.id, name: "back" })).rejects.toMatchObject({
    code: "precondition_failed",
  });
});

test("changing a key leaves alone what was not named, and null takes a limit away", async () => {
  const ada = await newPerson();
  const ctx = await ada.ctx();
  const { workspaceId } = ada;
  const { key } = await createApiKey(ctx, { workspaceId, name: "ci", limitUsd: "5", requestsPerMinute: 60 });
  const renamed = await updateApiKey(ctx, { workspaceId, keyId: key.id, name: "build" });
  expect(renamed).toMatchObject({ name: "build", limitNano: 5_000_000_000n, requestsPerMinute: 60 });
  const unlimited = await updateApiKey(ctx, { workspaceId, keyId: key.id, limitUsd: null });
  expect(unlimited).toMatchObject({ name: "build", limitNano: null, requestsPerMinute: 60 });
});

test.each([
  [{ limitUsd: "-1" }, "limitUsd"],
  [{ limitUsd: "1e3" }, "limitUsd"],
  [{ limitUsd: "0.0000000001" }, "limitUsd"],
  [{ requestsPerMinute: 0 }, "requestsPerMinute"],
  [{ maxConcurrency: 1.5 }, "maxConcurrency"],
  [{ expiresAt: new Date(0) }, "expiresAt"],
  [{ name: "" }, "name"],
])("a key with %j is refused by name and not made", async (wrong, field) => {
  const ada = await newPerson();
  const input = { workspaceId: ada.workspaceId, name: "ci", ...wrong };
  await expect(createApiKey(await ada.ctx(), input)).rejects.toMatchObject({ code: "invalid_input", field });
  expect(await services.db.prisma.apiKey.count({ where: { workspaceId: ada.workspaceId } })).toBe(0);
});

test("members read keys, admins make them", async () => {
  const [ada, bob] = [await newPerson(), await newPerson("Bob")];
  await addMember(ada.workspaceId, bob.userId, "member");
  const { workspaceId } = ada;
  expect(await listApiKeys(await bob.ctx(), { workspaceId })).toEqual([]);
  await expect(createApiKey(await bob.ctx(), { workspaceId, name: "mine" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a person sees their own workspaces and duties", async () => {
  const ada = await newPerson();
  const extra = await createWorkspace(await ada.ctx(), { name: "Second" });
  await services.db.prisma.user.update({ where: { id: ada.userId }, data: { platformRole: "finance" } });
  const me = await getMe(await ada.ctx());
  expect(me).toMatchObject({ user: { email: ada.email }, duties: ["finance"] });
  expect(me.workspaces.map((workspace) => workspace.id)).toEqual([ada.workspaceId, extra.id]);
});

test("a key's lists are checked when they are written, kept once each, and taken away by an empty list", async () => {
  const ada = await newPerson();
  const ctx = await ada.ctx();
  const { workspaceId } = ada;
  await addEndpoint(workspaceId);
  const lists = {
    allowedModels: ["Acme/Echo-1", "acme/*", "acme/echo-1"],
    allowedAddresses: ["203.0.113.0/24", "::1"],
  };
  const { key } = await createApiKey(ctx, { workspaceId, name: "bound", ...lists });
  expect(key).toMatchObject({
    allowedModels: ["acme/echo-1", "acme/*"],
    allowedAddresses: ["203.0.113.0/24", "::1"],
  });
  const change = (input: object) => updateApiKey(ctx, { workspaceId, keyId: key.id, ...input });
  for (const model of ["acme/echo-9", "nobody/*", "echo", "*"])
    await expect(change({ allowedModels: [model] })).rejects.toMatchObject({ code: "invalid_input" });
  for (const address of ["203.0.113.0/33", "localhost", "1.2.3", ""])
    await expect(change({ allowedAddresses: [address] })).rejects.toMatchObject({ code: "invalid_input" });
  expect(await change({ name: "still bound" })).toMatchObject({ allowedModels: ["acme/echo-1", "acme/*"] });
  expect(await change({ allowedModels: [], allowedAddresses: [] })).toMatchObject({
    allowedModels: [],
    allowedAddresses: [],
  });
});

test("rotating gives a new secret, keeps the key, and shows the old one while it works", async () => {
  const ada = await newPerson();
  const ctx = await ada.ctx();
  const { workspaceId } = ada;
  const { key, secret } = await createApiKey(ctx, { workspaceId, name: "ci", limitUsd: "5" });
  const rotate = (overlapHours: number) => rotateApiKey(ctx, { workspaceId, keyId: key.id, overlapHours });
  const first = await rotate(24);
  expect(first.secret).not.toBe(secret);
  expect(first.key).toMatchObject({ id: key.id, limitNano: 5_000_000_000n, previous: { hint: key.hint } });
  const row = await services.db.prisma.apiKey.findUniqueOrThrow({ where: { id: key.id } });
  expect(Buffer.from(row.previousHash ?? [])).toEqual(Buffer.from(hashSecretKey(secret)));
  expect((await rotate(0)).key.previous).toBeNull();
  await revokeApiKey(ctx, { workspaceId, keyId: key.id });
  await expect(rotate(1)).rejects.toMatchObject({ code: "precondition_failed" });
});

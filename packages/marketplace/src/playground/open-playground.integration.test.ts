import { beforeAll, expect, test } from "vitest";
import { listApiKeys } from "../access/list-api-keys.ts";
import { hashSecretKey } from "../access/secret-key.ts";
import { addMember, newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { openPlayground } from "./open-playground.ts";

useVerbs();

let owner: Person;
beforeAll(async () => {
  owner = await newPerson("Owner");
});

const activeKeys = (workspaceId: string) =>
  services.db.prisma.apiKey.findMany({ where: { workspaceId, purpose: "playground", revokedAt: null } });

test("only the hash of a playground key is kept, and it ends by itself", async () => {
  const { workspaceId } = owner;
  const session = await openPlayground(await owner.ctx(), { workspaceId });
  const key = (await activeKeys(workspaceId)).find(({ id }) => id === session.keyId);
  expect(key).toMatchObject({ kind: "inference", createdById: owner.userId, expiresAt: session.expiresAt });
  expect(Buffer.from(key?.hash ?? [])).toEqual(Buffer.from(hashSecretKey(session.secret)));
});

test("sessions opened at once all work, and a person's oldest give way when there are many", async () => {
  const { workspaceId } = owner;
  const ctx = await owner.ctx();
  const together = await Promise.all([1, 2, 3].map(() => openPlayground(ctx, { workspaceId })));
  const active = (await activeKeys(workspaceId)).map(({ id }) => id);
  for (const { keyId } of together) expect(active).toContain(keyId);
  for (let more = 0; more < 8; more++) await openPlayground(ctx, { workspaceId });
  const left = (await activeKeys(workspaceId)).map(({ id }) => id);
  expect(left).toHaveLength(6);
  for (const { keyId } of together) expect(left).not.toContain(keyId);
});

test("a member may, and ends nobody else's session", async () => {
  const member = await newPerson("Member");
  await addMember(owner.workspaceId, member.userId, "member");
  const { workspaceId } = owner;
  const mine = await openPlayground(await owner.ctx(), { workspaceId });
  await openPlayground(await member.ctx(), { workspaceId });
  expect((await activeKeys(workspaceId)).map(({ id }) => id)).toContain(mine.keyId);
});

test("the list of keys is of keys people made", async () => {
  const { workspaceId } = owner;
  await openPlayground(await owner.ctx(), { workspaceId });
  expect(await listApiKeys(await owner.ctx(), { workspaceId })).toEqual([]);
});

test("a stranger finds no workspace to call at the expense of", async () => {
  const stranger = await newPerson("Stranger");
  await expect(openPlayground(await stranger.ctx(), { workspaceId: owner.workspaceId })).rejects.toMatchObject({
    code: "not_found",
  });
});

import { expect, test } from "vitest";
import { parseKeyRing } from "../key-ring.ts";
import { loadKeys } from "../snapshot/load-keys.ts";
import { expectRefused } from "../testing/duties.ts";
import { TEST_ENCRYPTION_KEYS } from "../testing/fixture.ts";
import { addEndpoint, newPerson, services, useVerbs } from "../testing/verbs.ts";
import { createApiKey } from "./create-api-key.ts";
import { getDataPolicy, setDataPolicy } from "./data-policy.ts";

useVerbs();

async function policyOfKeys(workspaceId: string) {
  const keyRing = parseKeyRing(TEST_ENCRYPTION_KEYS);
  const loaded = await loadKeys({ db: services.db, keyRing, nowMs: Date.now() }, { workspaceId });
  return loaded.map(({ record }) => record.workspace.policy ?? null);
}

test("a workspace begins with everything allowed, and each of its keys carries what it says then", async () => {
  const provider = await addEndpoint((await newPerson("Provider")).workspaceId);
  const slug = provider.providerId.slice(4);
  const person = await newPerson();
  const { workspaceId } = person;
  const ctx = await person.ctx();
  await createApiKey(ctx, { workspaceId, name: "One" });
  expect(await getDataPolicy(ctx, { workspaceId })).toEqual({
    dataPolicy: "may_train",
    providerRule: "any",
    providers: [],
  });
  expect(await policyOfKeys(workspaceId)).toEqual([null]);
  const rule = { dataPolicy: "zero_retention", providerRule: "except" } as const;
  const set = { ...rule, providers: [slug] };
  await setDataPolicy(ctx, { workspaceId, ...set });
  expect(await getDataPolicy(ctx, { workspaceId })).toEqual(set);
  expect(await policyOfKeys(workspaceId)).toEqual([
    { dataPolicy: "zero_retention", only: null, except: new Set([slug]) },
  ]);
  await setDataPolicy(ctx, { workspaceId, dataPolicy: "may_train", providerRule: "only", providers: [slug, slug] });
  expect(await policyOfKeys(workspaceId)).toEqual([
    { dataPolicy: "may_train", only: new Set([slug]), except: new Set() },
  ]);
  await setDataPolicy(ctx, { workspaceId, dataPolicy: "may_train", providerRule: "any", providers: [slug] });
  expect(await policyOfKeys(workspaceId)).toEqual([null]);
  expect(await services.db.prisma.auditEvent.count({ where: { workspaceId, action: "setDataPolicy" } })).toBe(3);
});

test("a rule names providers that exist, and only admins set it", async () => {
  const person = await newPerson();
  const { workspaceId } = person;
  const ctx = await person.ctx();
  const base = { workspaceId, dataPolicy: "no_training" } as const;
  const refused = [
    setDataPolicy(ctx, { ...base, providerRule: "only" }),
    setDataPolicy(ctx, { ...base, providerRule: "except", providers: ["nobody"] }),
  ];
  for (const attempt of refused)
    await expect(attempt).rejects.toMatchObject({ code: "invalid_input", field: "providers" });
  const stranger = await (await newPerson()).ctx();
  await expectRefused([setDataPolicy(stranger, { ...base, providerRule: "any" })], "not_found");
  await expectRefused([getDataPolicy(stranger, { workspaceId })], "not_found");
  expect((await getDataPolicy(ctx, { workspaceId })).dataPolicy).toBe("may_train");
});

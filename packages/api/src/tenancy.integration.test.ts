import { everyRow } from "@tollgate/marketplace/testing/every-row";
import {
  addCall,
  addEndpoint,
  newPerson,
  type Person,
  services,
  stranger,
  useVerbs,
} from "@tollgate/marketplace/testing/verbs";
import { TRPCError } from "@trpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import { appRouter, createCaller } from "./app-router.ts";
import { type Belongings, BY_ID, type Caller, PERSONAL, PLATFORM, PUBLIC, SCOPED } from "./testing/attacks.ts";

useVerbs();

let victim: Belongings;
let attacker: Person;

async function everythingOf(person: Person): Promise<Belongings> {
  const caller = createCaller(await person.ctx());
  const { workspaceId, slug } = person;
  const { key } = await caller.keys.create({ workspaceId, name: "secret-project" });
  const app = await caller.apps.register({ workspaceId, name: "Secret app", url: "https://secret.example" });
  const marginVersionId = app.inForce?.id ?? "";
  const { grantId } = await caller.connect.accept({ workspaceId, appId: app.id, marginVersionId });
  const paymentId = `pay_${workspaceId}`;
  await services.db.prisma.payment.create({
    data: { id: paymentId, workspaceId, createdById: person.userId, amountCents: 500, creditNano: 5_000_000_000n },
  });
  const callId = await addCall(workspaceId, key.id);
  const { providerId, endpointId } = await addEndpoint(workspaceId);
  return {
    workspaceId,
    slug,
    keyId: key.id,
    appId: app.id,
    marginVersionId,
    grantId,
    paymentId,
    callId,
    providerId,
    endpointId,
  };
}

beforeAll(async () => {
  victim = await everythingOf(await newPerson("Victim"));
  attacker = await newPerson("Attacker");
  await everythingOf(attacker);
});

const refusalOf = async (attempt: Promise<unknown>): Promise<TRPCError> => {
  const outcome = await attempt.catch((error: unknown) => error);
  if (outcome instanceof TRPCError) return outcome;
  throw new Error(`it was not refused: ${String(outcome)}`);
};

test("every procedure is covered here", () => {
  const known = [SCOPED, PERSONAL, PLATFORM].flatMap((table) => Object.keys(table));
  expect([...known, ...PUBLIC].sort()).toEqual(Object.keys(appRouter._def.procedures).sort());
});

describe("a person from another workspace", () => {
  test.each(Object.keys(SCOPED))("is told that it does not exist, and changes nothing: %s", async (path) => {
    const before = await everyRow();
    const refusal = await refusalOf(attack(path, createCaller(await attacker.ctx()), victim));
    expect(refusal.code).toBe("NOT_FOUND");
    expect(refusal.message).not.toMatch(/secret/i);
    expect(await everyRow()).toEqual(before);
  });

  test.each(BY_ID)("finds nothing of others under their own workspace: %s", async (path) => {
    const before = await everyRow();
    const ids = { ...victim, workspaceId: attacker.workspaceId };
    const refusal = await refusalOf(attack(path, createCaller(await attacker.ctx()), ids));
    expect(refusal.code).toBe("NOT_FOUND");
    expect(await everyRow()).toEqual(before);
  });

  test("sees only their own calls, payments and keys, whatever they filter by", async () => {
    const caller = createCaller(await attacker.ctx());
    const { workspaceId } = attacker;
    expect(await caller.calls.list({ workspaceId, keyId: victim.keyId })).toMatchObject({ calls: [] });
    const paged = refusalOf(caller.billing.payments({ workspaceId, cursor: victim.paymentId }));
    expect((await paged).code).toBe("BAD_REQUEST");
    const seen = [await caller.keys.list({ workspaceId }), await caller.grants.list({ workspaceId })];
    expect(inspectAll(seen)).not.toContain(victim.keyId);
  });

  test.each(Object.keys(PERSONAL))("gets answers about themselves alone: %s", async (path) => {
    const answer = await attack(path, createCaller(await attacker.ctx()), victim);
    expect(inspectAll(answer)).not.toContain(victim.workspaceId);
  });
});

describe("without the platform role", () => {
  test.each(Object.keys(PLATFORM))("nobody may: %s", async (path) => {
    const before = await everyRow();
    const refusal = await refusalOf(attack(path, createCaller(await attacker.ctx()), victim));
    expect(refusal.code).toBe("FORBIDDEN");
    expect(await everyRow()).toEqual(before);
  });
});

describe("a stranger", () => {
  test.each(Object.keys({ ...SCOPED, ...PERSONAL, ...PLATFORM }))("has to sign in first: %s", async (path) => {
    const before = await everyRow();
    const refusal = await refusalOf(attack(path, createCaller(stranger()), victim));
    expect(refusal.code).toBe("UNAUTHORIZED");
    expect(await everyRow()).toEqual(before);
  });
});

async function attack(path: string, caller: Caller, ids: Belongings): Promise<unknown> {
  const run = SCOPED[path] ?? PERSONAL[path] ?? PLATFORM[path];
  if (!run) throw new Error(`no attack on ${path}`);
  return await run(caller, ids);
}

function inspectAll(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part));
}

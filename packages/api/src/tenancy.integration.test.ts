import { openSession } from "@tollgate/marketplace/sessions/open-session";
import { everyRow } from "@tollgate/marketplace/testing/every-row";
import { newPerson, type Person, services, stranger, useVerbs } from "@tollgate/marketplace/testing/verbs";
import { TRPCError } from "@trpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import { appRouter, createCaller } from "./app-router.ts";
import { attack, type Belongings, BY_ID, BY_LINK, OWN_BY_ID, PERSONAL, PUBLIC, SCOPED } from "./testing/attacks.ts";
import { everythingOf } from "./testing/everything-of.ts";
import { FRESH } from "./testing/fresh-attacks.ts";
import { PLATFORM } from "./testing/platform-attacks.ts";

useVerbs();

let victim: Belongings;
let attacker: Person;

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
  const known = [SCOPED, PERSONAL, PLATFORM, FRESH].flatMap((table) => Object.keys(table));
  expect([...known, ...BY_LINK, ...OWN_BY_ID, ...PUBLIC].sort()).toEqual(Object.keys(appRouter._def.procedures).sort());
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

test.each(BY_LINK)("without the link nobody is told of an invitation, and nobody joins: %s", async (path) => {
  const before = await everyRow();
  const token = "A".repeat(43);
  const caller = createCaller(await attacker.ctx());
  const asked: Record<string, () => Promise<unknown>> = {
    "members.accept": () => caller.members.accept({ token }),
    "members.previewInvitation": () => caller.members.previewInvitation({ token }),
    "auth.confirmAddress": () => caller.auth.confirmAddress({ token }),
  };
  const { code } = await refusalOf(asked[path]?.() ?? Promise.resolve());
  expect(code).toBe(path === "auth.confirmAddress" ? "UNAUTHORIZED" : "NOT_FOUND");
  expect(await everyRow()).toEqual(before);
});

test("nobody ends the session of another person, and a stranger ends none", async () => {
  const place = { ip: null, userAgent: "", method: "password" } as const;
  const { sessionId } = await openSession(services, { userId: victim.userId, ...place });
  const before = await everyRow();
  const end = async (ctx: Parameters<typeof createCaller>[0]) =>
    (await refusalOf(createCaller(ctx).me.endSession({ sessionId }))).code;
  expect(await end(await attacker.ctx())).toBe("NOT_FOUND");
  expect(await end(stranger())).toBe("UNAUTHORIZED");
  expect(await everyRow()).toEqual(before);
});

test("nobody renames or removes the passkey of another person", async () => {
  const id = "psk_of_the_victim";
  const key = { credentialId: "victims", publicKey: new Uint8Array(1), name: "Theirs" };
  await services.db.prisma.passkey.create({ data: { id, userId: victim.userId, ...key } });
  const before = await everyRow();
  for (const [ctx, code] of [[await attacker.ctx(), "NOT_FOUND"] as const, [stranger(), "UNAUTHORIZED"] as const]) {
    const { me } = createCaller(ctx);
    expect((await refusalOf(me.renamePasskey({ passkeyId: id, name: "Stolen" }))).code).toBe(code);
    expect((await refusalOf(me.removePasskey({ passkeyId: id }))).code).toBe(code);
  }
  expect(await everyRow()).toEqual(before);
});

describe("whoever did not sign in a moment ago", () => {
  test.each(Object.keys(FRESH))("cannot change how they sign in: %s", async (path) => {
    const before = await everyRow();
    const refusal = await refusalOf(attack(path, createCaller(await attacker.ctx()), victim));
    expect(refusal.code).toBe("PRECONDITION_FAILED");
    expect(await everyRow()).toEqual(before);
  });
});

describe("staff without a second factor", () => {
  test.each(Object.keys(PLATFORM))("may do nothing: %s", async (path) => {
    const before = await everyRow();
    const ctx = await attacker.ctx();
    for (const platformRole of ["finance", "operator"] as const) {
      const actor = ctx.actor.kind === "user" ? { ...ctx.actor, platformRole, twoFactors: false } : ctx.actor;
      const refusal = await refusalOf(attack(path, createCaller({ ...ctx, actor }), victim));
      expect(refusal.code).toBe("FORBIDDEN");
    }
    expect(await everyRow()).toEqual(before);
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
  test.each(Object.keys({ ...SCOPED, ...PERSONAL, ...FRESH, ...PLATFORM }))(
    "has to sign in first: %s",
    async (path) => {
      const before = await everyRow();
      const refusal = await refusalOf(attack(path, createCaller(stranger()), victim));
      expect(refusal.code).toBe("UNAUTHORIZED");
      expect(await everyRow()).toEqual(before);
    },
  );
});

function inspectAll(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part));
}

import { everyRow } from "@tollgate/marketplace/testing/every-row";
import { newPerson, useVerbs } from "@tollgate/marketplace/testing/verbs";
import { TRPCError } from "@trpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import { createCaller } from "./app-router.ts";
import { attack, type Belongings, type Caller, SCOPED } from "./testing/attacks.ts";
import { everythingOf } from "./testing/everything-of.ts";

useVerbs();

/** What a broken client or a curious person might send in place of a text or number. */
const NONSENSE: Record<string, unknown> = {
  "nothing at all": undefined,
  null: null,
  "a number": -1,
  "not a number": Number.NaN,
  "an object": { $ne: "" },
  "a list": [["x"]],
  "a character that cannot be stored": "a\0b",
  "an endless text": "9".repeat(100_000),
};

let own: Belongings;
let caller: Caller;

beforeAll(async () => {
  const person = await newPerson("Clumsy");
  own = await everythingOf(person);
  caller = createCaller(await person.ctx());
});

/** The same procedures, whose every input but the workspace is nonsense. */
function clumsy<T extends object>(target: T, nonsense: unknown): T {
  return new Proxy(target, {
    get(area, name) {
      const part: unknown = Reflect.get(area, name);
      if (typeof part !== "function") return part;
      const call = (input: object) => part(spoiled(input, nonsense));
      return new Proxy(call, { get: (_, inner) => Reflect.get(clumsy(part, nonsense), inner) });
    },
  });
}

function spoiled(input: object, nonsense: unknown): object {
  const entries = Object.entries(input).map(([key, value]) => [key, key === "workspaceId" ? value : nonsense]);
  return entries.length > 1 ? Object.fromEntries(entries) : { workspaceId: nonsense };
}

describe.each(Object.entries(NONSENSE))("%s in place of what was asked for", (_, nonsense) => {
  test.each(Object.keys(SCOPED))("is a refusal in a sentence, and changes nothing: %s", async (path) => {
    const before = await everyRow();
    const outcome = await attack(path, clumsy(caller, nonsense), own).catch((error: unknown) => error);
    if (!(outcome instanceof TRPCError)) throw new Error("it was not refused", { cause: outcome });
    expect(["BAD_REQUEST", "NOT_FOUND"]).toContain(outcome.code);
    expect(outcome.message).toMatch(/^\P{Ll}.*[.?]$/su);
    expect(await everyRow()).toEqual(before);
  });
});

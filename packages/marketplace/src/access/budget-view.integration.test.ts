import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { expect, test } from "vitest";
import { rollUpCalls } from "../roll-ups/roll-up-calls.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { readBudget } from "./budget-view.ts";
import { createApiKey } from "./create-api-key.ts";

useVerbs();

const DAY_MS = 86_400_000;

test("what counts on a budget is the same by key, member and workspace, of days that are over and of today", async () => {
  const { workspaceId, userId, ctx } = await newPerson("Spender");
  const { key } = await createApiKey(await ctx(), { workspaceId, name: "One" });
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const call = async (ms: number, keyId: string) => {
    const row = settlementRow(callIdAt(ms), { workspaceId, legs: [100n, 5n, 0n] });
    await settleCalls(services.db.pool, [{ ...row, keyId, priceVersionId: null }]);
  };
  for (const ms of [today - DAY_MS, today - 1, Date.now() - 1]) await call(ms, key.id);
  await call(Date.now() - 1, "key_other");
  await rollUpCalls(services);
  const ids = { workspaceId, keyId: key.id, grantId: "", userId, now: new Date() };
  const spent = async (scope: "key" | "member" | "workspace", budgetReset: "never" | "daily") => {
    const view = await readBudget(services.db.pool, { budgetNano: null, budgetReset }, { ...ids, scope });
    return view.spentInWindowNano;
  };
  expect(await spent("key", "never")).toBe(315n);
  expect(await spent("member", "never")).toBe(315n);
  expect(await spent("workspace", "never")).toBe(420n);
  expect(await spent("key", "daily")).toBe(105n);
  expect(await spent("workspace", "daily")).toBe(210n);
});

import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { beforeAll, expect, test } from "vitest";
import { rollUpCalls } from "../roll-ups/roll-up-calls.ts";
import { accountBalance } from "../testing/books.ts";
import { newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { exportEarnings } from "./export-earnings.ts";
import { getEarnings } from "./get-earnings.ts";

useVerbs();
let builder: Person;
let provider: Person;

const DAY_MS = 86_400_000;
const today = () => Math.floor(Date.now() / DAY_MS) * DAY_MS;

async function settle(atMs: number, legs: [bigint, bigint, bigint]): Promise<void> {
  const payees = { builderWorkspaceId: builder.workspaceId, providerWorkspaceId: provider.workspaceId };
  expect(await settleCalls(services.db.pool, [settlementRow(callIdAt(atMs), { ...payees, legs })])).toHaveLength(1);
}

async function stored() {
  return await services.db.prisma.earningsDay.findMany({ orderBy: [{ day: "asc" }, { role: "asc" }] });
}

beforeAll(async () => {
  builder = await newPerson("Builder");
  provider = await newPerson("Provider");
  await settle(today() - DAY_MS, [100n, 5n, 20n]);
  await settle(today() - 1, [10n, 1n, 2n]);
  await settle(today(), [1_000n, 50n, 200n]);
});

test("rolling up twice, and side by side, gives the same as once", async () => {
  await rollUpCalls(services);
  const once = await stored();
  expect(once.map((row) => [row.role, row.day.getTime(), row.calls, row.earnedNano])).toEqual([
    ["builder", today() - DAY_MS, 2, 22n],
    ["provider", today() - DAY_MS, 2, 110n],
    ["builder", today(), 1, 200n],
    ["provider", today(), 1, 1_000n],
  ]);
  const passes = await Promise.all([rollUpCalls(services), rollUpCalls(services), rollUpCalls(services)]);
  expect(passes.some((pass) => !pass.skipped)).toBe(true);
  expect(await stored()).toEqual(once);
});

test("a call that is booked late is counted on the day it happened", async () => {
  await rollUpCalls(services);
  await settle(today() - 3 * DAY_MS, [7n, 0n, 3n]);
  expect(await rollUpCalls(services)).toMatchObject({ calls: 1 });
  const day = new Date(today() - 3 * DAY_MS).toISOString().slice(0, 10);
  const earnings = await getEarnings(await provider.ctx(), { workspaceId: provider.workspaceId, role: "provider" });
  expect(earnings.byDay.find((one) => one.day === day)).toEqual({ day, earnedNano: 7n, calls: 1 });
});

test("charts add up to the total, and the balance is the ledger's", async () => {
  await rollUpCalls(services);
  for (const { role, person } of [
    { role: "builder" as const, person: builder },
    { role: "provider" as const, person: provider },
  ]) {
    const earnings = await getEarnings(await person.ctx(), { workspaceId: person.workspaceId, role });
    const posted = await accountBalance(services.db, person.workspaceId, `${role}_payable`);
    expect(earnings.payableNano).toBe(posted);
    expect(earnings.total.earnedNano).toBe(posted);
    expect(earnings.statementToDate?.netNano).toBe(posted);
    expect(earnings.byDay).toHaveLength(30);
    for (const parts of [earnings.byDay, earnings.byModel, earnings.bySource])
      expect(parts.reduce((sum, part) => sum + part.earnedNano, 0n)).toBe(earnings.total.earnedNano);
    const { csv } = await exportEarnings(await person.ctx(), { workspaceId: person.workspaceId, role });
    expect(csv).toContain(`# earned_nano_usd,${earnings.total.earnedNano}\r\n`);
    expect(csv.split("\r\n").filter((line) => /^\d{4}-/.test(line)).length).toBeGreaterThanOrEqual(3);
  }
});

test("a roll-up that was changed by hand does not change the balance", async () => {
  await services.db.prisma.earningsDay.updateMany({ data: { earnedNano: 1n } });
  const earnings = await getEarnings(await provider.ctx(), { workspaceId: provider.workspaceId, role: "provider" });
  expect(earnings.payableNano).toBe(await accountBalance(services.db, provider.workspaceId, "provider_payable"));
});

test("nobody sees another workspace's earnings, and a range must make sense", async () => {
  const { workspaceId } = provider;
  const stranger = await (await newPerson()).ctx();
  await expect(getEarnings(stranger, { workspaceId, role: "provider" })).rejects.toMatchObject({ code: "not_found" });
  const ctx = await provider.ctx();
  for (const range of [{ from: "2026-02-30" }, { from: "2026-03-02", to: "2026-03-01" }, { from: "2020-01-01" }])
    await expect(getEarnings(ctx, { workspaceId, role: "provider", ...range })).rejects.toMatchObject({
      code: "invalid_input",
      field: "from",
    });
});

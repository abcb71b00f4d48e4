import { Client } from "pg";
import { expect, test } from "vitest";
import { getReport } from "../reports/get-report.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { enablePayouts } from "../testing/payees.ts";
import { textOf } from "../testing/text-of.ts";
import { newPerson, ownerUrl, services, setClock, stranger, useVerbs } from "../testing/verbs.ts";
import { exportTaxThresholds } from "./export-tax-thresholds.ts";
import { listTaxThresholds } from "./list-tax-thresholds.ts";
import { type SetTaxThresholdInput, setTaxThreshold } from "./set-tax-threshold.ts";
import { withdrawTaxThreshold } from "./withdraw-tax-threshold.ts";

useVerbs();

const USD = 1_000_000_000n;
const at = (text: string) => new Date(text);
const says: SetTaxThresholdInput = {
  ...{ country: "US", form: "1099-K", thresholdUsd: "20000", isAbove: true },
  ...{ source: "Internal Revenue Code, section 6050W(e)", effectiveOn: "2027-01-01", note: "Our advisers say so" },
};

async function finance() {
  return await (await newDutyHolder("finance")).ctx();
}

/** A payee of this country who was paid this much in July of each year. */
async function paidIn(years: readonly number[], { country, usd }: { country: string; usd: bigint }) {
  const { workspaceId } = await newPerson("Payee");
  await enablePayouts(workspaceId);
  await services.db.prisma.payoutAccount.update({ where: { workspaceId }, data: { country } });
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  // Payouts without the months of bookings they come from.
  await owner.query("SET session_replication_role = replica");
  for (const year of years)
    await owner.query(
      `INSERT INTO payout_attempt (item_id, number, run_id, payee_workspace_id, idempotency_key, processor_account_id, amount_cents, provider_nano,
          builder_nano, status, transfer_id, started_at, ended_at)
        VALUES ($1, 1, 'run_any', $2, $1, 'acct_any', $3::bigint * 100, $3::bigint * 1000000000, 0, 'paid', $1, $4, $4)`,
      [`itm_${workspaceId}_${year}`, workspaceId, usd, `${year}-07-01T00:00:00Z`],
    );
  await owner.end();
  return workspaceId;
}

async function formsOf(owner: string, period: string) {
  const { rows } = await getReport(system(), { report: "tax-forms", period });
  return rows.filter((row) => row.owner === owner).map(({ form, threshold, due }) => [form, threshold, due]);
}

test("a year goes by what is in force on its last day, and a country can ask for several forms", async () => {
  setClock(at("2026-11-30T12:00:00Z"));
  const ctx = await finance();
  const payee = await paidIn([2025, 2026, 2027], { country: "US", usd: 20_000n });
  const nec = (usd: bigint) => ["1099-NEC", usd * USD, 1];
  await setTaxThreshold(ctx, says);
  expect(await formsOf(payee, "2025")).toEqual([nec(600n)]);
  expect(await formsOf(payee, "2026")).toEqual([nec(2_000n)]);
  // Just as much is not above it.
  expect(await formsOf(payee, "2027")).toEqual([nec(2_000n), ["1099-K", 20_000n * USD, 0]]);
  await setTaxThreshold(ctx, { ...says, isAbove: false, effectiveOn: "2027-12-31" });
  expect(await formsOf(payee, "2027")).toEqual([["1099-K", 20_000n * USD, 1], nec(2_000n)]);
  // No longer asked for, in whatever spelling.
  await setTaxThreshold(ctx, { ...says, form: "1099-k", thresholdUsd: null, effectiveOn: "2028-01-01" });
  expect((await listTaxThresholds(ctx)).filter(({ form }) => form === "1099-K")).toHaveLength(3);
  const totals = await getReport(system(), { report: "payee-totals", period: "2027" });
  expect(totals.rows.filter(({ owner }) => owner === payee)).toMatchObject([
    { paid: 20_000n * USD, forms: "1099-K, 1099-NEC" },
  ]);
});

test("a scheduled threshold is withdrawn before its day and not after, and the log says who, what and why", async () => {
  setClock(at("2026-11-30T12:00:00Z"));
  const ctx = await finance();
  const canada = { ...says, country: "CA", form: "T4A" };
  const id = await setTaxThreshold(ctx, canada);
  await expectRefused([setTaxThreshold(ctx, canada)], "conflict");
  const stateOf = async () => (await listTaxThresholds(ctx)).find((one) => one.id === id)?.state;
  expect(await stateOf()).toBe("scheduled");
  await withdrawTaxThreshold(ctx, { taxThresholdId: id });
  expect(await stateOf()).toBe("withdrawn");
  expect(await formsOf(await paidIn([2027], { country: "CA", usd: 50_000n }), "2027")).toEqual([]);
  await expectRefused([withdrawTaxThreshold(ctx, { taxThresholdId: id })], "conflict");
  const again = await setTaxThreshold(ctx, canada);
  setClock(at("2027-01-01T00:00:00Z"));
  await expectRefused([withdrawTaxThreshold(ctx, { taxThresholdId: again })], "conflict");
  const late = { taxThresholdId: again, withdrawnAt: at("2027-01-01T00:00:00Z") };
  await expect(services.db.prisma.taxThresholdWithdrawal.create({ data: late })).rejects.toThrow("has taken effect");
  const deeds = await services.db.prisma.auditEvent.findMany({ where: { subjectId: id }, orderBy: { at: "asc" } });
  expect(deeds.map(({ action }) => action)).toEqual(["setTaxThreshold", "withdrawTaxThreshold"]);
  expect(deeds[0]?.detail).toMatchObject({ country: "CA", form: "T4A", threshold: "20000", note: says.note });
});

test("what was set wrongly for a day that has begun is put right from the same day on", async () => {
  setClock(at("2027-02-10T12:00:00Z"));
  const ctx = await finance();
  const payee = await paidIn([2026], { country: "GB", usd: 900n });
  const britain = { ...says, country: "GB", form: "RTI", effectiveOn: "2026-01-01" };
  const wrong = await setTaxThreshold(ctx, { ...britain, thresholdUsd: "1" });
  setClock(at("2027-02-10T12:01:00Z"));
  const right = await setTaxThreshold(ctx, { ...britain, thresholdUsd: "1000", inLaw: "780 GBP" });
  expect(await formsOf(payee, "2026")).toEqual([["RTI", 1_000n * USD, 0]]);
  const states = (await listTaxThresholds(ctx)).filter(({ country }) => country === "GB");
  expect(states.map(({ id, state }) => [id, state])).toEqual([
    [right, "in_force"],
    [wrong, "replaced"],
  ]);
});

test.each([
  [{ country: "us" }, "country"],
  [{ form: " " }, "form"],
  [{ thresholdUsd: "-1" }, "thresholdUsd"],
  [{ source: "" }, "source"],
  [{ note: " " }, "note"],
  [{ effectiveOn: "2025-12-31" }, "effectiveOn"],
  [{ effectiveOn: "2030-12-31" }, "effectiveOn"],
])("%j is refused with a sentence about %s and changes nothing", async (fields, field) => {
  setClock(at("2027-06-01T00:00:00Z"));
  const ctx = await finance();
  const count = await services.db.prisma.taxThreshold.count();
  await expect(setTaxThreshold(ctx, { ...says, ...fields })).rejects.toMatchObject({ code: "invalid_input", field });
  expect(await services.db.prisma.taxThreshold.count()).toBe(count);
});

test("only finance sets thresholds; operators read them", async () => {
  setClock(null);
  const operator = await (await newDutyHolder("operator")).ctx();
  const person = await (await newPerson()).ctx();
  const thresholds = await listTaxThresholds(operator);
  expect(thresholds.length).toBeGreaterThan(1);
  const csv = (await textOf(await exportTaxThresholds(operator))).split("\r\n");
  expect(csv.slice(1, thresholds.length + 1).map((line) => line.split(",").slice(0, 4))).toEqual(
    thresholds.map(({ id, country, form, state }) => [id, country, form, state]),
  );
  expect(csv[thresholds.length + 1]).toBe(`# thresholds,${thresholds.length}`);
  for (const ctx of [operator, person])
    await expectRefused(
      [setTaxThreshold(ctx, says), withdrawTaxThreshold(ctx, { taxThresholdId: "tax_any" })],
      "forbidden",
    );
  await expectRefused([listTaxThresholds(person), exportTaxThresholds(person)], "forbidden");
  await expectRefused([listTaxThresholds(stranger())], "unauthenticated");
});

import { expect, test } from "vitest";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { textOf } from "../testing/text-of.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { exportPayoutSettings } from "./export-payout-settings.ts";
import { listPayoutSettings } from "./list-payout-settings.ts";
import { readPayoutSettings } from "./payout-settings.ts";
import { setPayoutTerms } from "./set-payout-terms.ts";

useVerbs();

const TERMS = {
  minimumUsd: "50",
  holdbackPercent: "12.5",
  holdbackDays: "60",
  newPayeeDays: 120,
  disputeRatePercent: "0.4",
  anomalyPercent: 40,
  note: "Fewer small transfers",
};

test("terms are a new version, with who set it and why, and leave the rest of the settings alone", async () => {
  const ctx = await (await newDutyHolder("finance")).ctx();
  const before = await readPayoutSettings(services.db.prisma);
  expect(await setPayoutTerms(ctx, TERMS)).toBe(before.version + 1);
  const set = {
    minimumPayoutNano: 50_000_000_000n,
    holdbackBasisPoints: 1_250,
    holdbackDays: 60,
    newPayeeDays: 120,
    disputeRateBasisPoints: 40,
    anomalyPercent: 40,
  };
  expect(await readPayoutSettings(services.db.prisma)).toEqual({ ...before, ...set, version: before.version + 1 });
  const [newest, first] = await listPayoutSettings(ctx);
  expect(newest).toMatchObject({ note: TERMS.note, createdBy: "finance" });
  expect(first).toMatchObject({ version: before.version, createdBy: null });
  const [, line, ...earlier] = (await textOf(await exportPayoutSettings(ctx))).split("\r\n");
  expect(line).toContain(`${before.version + 1},50000000000,50.000000000,1250,60,120,40,`);
  expect(earlier[0]).toContain(`${before.version},`);
  const event = await services.db.prisma.auditEvent.findFirstOrThrow({ where: { action: "setPayoutTerms" } });
  expect(event.detail).toMatchObject({ minimumUsd: "50", holdbackPercent: "12.5", note: TERMS.note });
});

test("two people who change them at once make two versions", async () => {
  const ctx = await (await newDutyHolder("finance")).ctx();
  const versions = await Promise.all([setPayoutTerms(ctx, TERMS), setPayoutTerms(ctx, TERMS)]);
  expect(new Set(versions).size).toBe(2);
});

test.each([
  [{ minimumUsd: "10001" }, "minimumUsd"],
  [{ holdbackPercent: "100.5" }, "holdbackPercent"],
  [{ holdbackDays: "1.5" }, "holdbackDays"],
  [{ newPayeeDays: -1 }, "newPayeeDays"],
  [{ disputeRatePercent: "lots" }, "disputeRatePercent"],
  [{ anomalyPercent: 0 }, "anomalyPercent"],
  [{ note: "" }, "note"],
])("%j is refused with a sentence about %s", async (fields, field) => {
  const ctx = await (await newDutyHolder("finance")).ctx();
  const { version } = await readPayoutSettings(services.db.prisma);
  await expect(setPayoutTerms(ctx, { ...TERMS, ...fields })).rejects.toMatchObject({ code: "invalid_input", field });
  expect((await readPayoutSettings(services.db.prisma)).version).toBe(version);
});

test("finance sets them, operators read them, others neither", async () => {
  const operator = await (await newDutyHolder("operator")).ctx();
  const person = await (await newPerson()).ctx();
  expect((await listPayoutSettings(operator)).length).toBeGreaterThan(0);
  await expectRefused([setPayoutTerms(operator, TERMS), setPayoutTerms(person, TERMS)], "forbidden");
  await expectRefused([listPayoutSettings(person), exportPayoutSettings(person)], "forbidden");
});

import { expect, test } from "vitest";
import { newDutyHolder, system } from "../testing/duties.ts";
import { earnIn, enablePayouts, fakeProcessor, newPayee } from "../testing/payees.ts";
import { mails, newPerson, useVerbs } from "../testing/verbs.ts";
import { approvePayoutRun } from "./approve-payout-run.ts";
import { computePayoutRun } from "./compute-payout-run.ts";
import { startPayoutRun } from "./start-payout-run.ts";
import { tellOfStatements } from "./tell-of-statements.ts";

useVerbs();

const USD = 1_000_000_000n;

test("whoever is paid nothing is told once what their statement comes to and why, with the statement", async () => {
  const [paid, small] = [await newPayee(), await newPerson("Small")];
  await enablePayouts(small.workspaceId);
  const month = "2026-08";
  await earnIn(month, { provider: paid }, [100n * USD, 0n, 0n]);
  await earnIn(month, { provider: small.workspaceId }, [5n * USD, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month });
  for (const person of [await newDutyHolder("finance"), await newDutyHolder("finance")])
    await approvePayoutRun(await person.ctx(), { runId: run.id, hash: run.hash });
  const told = () => mails.filter((mail) => mail.to === small.email && mail.subject.includes("statement for"));
  await tellOfStatements(system());
  expect(told()).toEqual([]);
  await startPayoutRun({ ...system(), payouts: fakeProcessor() }, { runId: run.id });
  await Promise.all([tellOfStatements(system()), tellOfStatements(system())]);
  expect(await tellOfStatements(system())).toBe(0);
  expect(told()).toHaveLength(1);
  expect(told()[0]?.text).toContain(
    "4.50 USD carries over to the next month because the net is below the minimum payout of 25.00 USD.",
  );
});

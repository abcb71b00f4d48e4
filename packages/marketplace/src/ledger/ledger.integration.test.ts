import { generationId } from "@tollgate/db/ids";
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { expect, test } from "vitest";
import { decideCorrection } from "../corrections/decide-correction.ts";
import { requestAdjustment } from "../corrections/request-adjustment.ts";
import { linkJournals } from "../operations/link-journals.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { newPayee } from "../testing/payees.ts";
import { textOf } from "../testing/text-of.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { exportBookedCalls } from "./export-booked-calls.ts";
import { exportEntries } from "./export-entries.ts";
import { findInLedger } from "./find-in-ledger.ts";
import { getJournal } from "./get-journal.ts";
import { listBookedCalls } from "./list-booked-calls.ts";
import { listEntries } from "./list-entries.ts";

useVerbs();

const MONTH = "2026-05";

async function settle(count: number, payee: string): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => callIdAt(Date.parse(`${MONTH}-10T12:00:00Z`) + index));
  const rows = ids.map((id) => settlementRow(id, { providerWorkspaceId: payee, legs: [1_000n, 50n, 0n] }));
  await settleCalls(services.db.pool, rows);
  return ids;
}

test("a call leads to its journal, and the journal to its entries, its calls and its place in the hash chain", async () => {
  const payee = await newPayee();
  const ids = await settle(3, payee);
  await linkJournals(services);
  const found = await findInLedger(system(), { id: generationId(ids[0] ?? "") });
  expect(found?.kind).toBe("journal");
  const journal = await getJournal(system(), { journalId: found?.id ?? "" });
  expect(journal.legs.reduce((sum, leg) => sum + leg.amountNano, 0n)).toBe(0n);
  expect(journal.legs).toContainEqual(expect.objectContaining({ owner: payee, amountNano: 3_000n }));
  expect(journal.calls.map((call) => call.generationId)).toEqual(ids.map(generationId));
  expect(journal).toMatchObject({ kind: "call_settlement", period: MONTH, callCount: 3 });
  expect(journal.link?.hash).toMatch(/^[0-9a-f]{64}$/);
});

test("an adjustment’s journal names the adjustment it was booked for", async () => {
  const [asker, decider] = [await newDutyHolder("finance"), await newDutyHolder("finance")];
  const { workspaceId } = await newPerson();
  const asked = await requestAdjustment(await asker.ctx(), {
    ...{ accountType: "customer_credit", workspace: workspaceId, direction: "credit", amountUsd: "5" },
    ...{ counterType: "bad_debt", reason: "An outage" },
  });
  await decideCorrection(await decider.ctx(), { correctionId: asked.id, approve: true });
  const found = await findInLedger(system(), { id: asked.id });
  const journal = await getJournal(system(), { journalId: found?.id ?? "" });
  expect(journal.causes).toEqual([{ what: "correction", id: asked.id, within: null }]);
  expect(await findInLedger(system(), { id: workspaceId })).toEqual({ kind: "owner", id: workspaceId });
  expect(await findInLedger(system(), { id: "pay_nobody" })).toBeNull();
});

test("entries are paged without a gap or a repetition, and their sum is that of all pages", async () => {
  const payee = await newPayee();
  for (let round = 0; round < 5; round++) await settle(1, payee);
  const seen: string[] = [];
  let cursor: string | null = null;
  let sumNano = 0n;
  do {
    const page = await listEntries(system(), { owner: payee, limit: 2, cursor });
    expect(page).toMatchObject({ count: 5, sumNano: 5_000n });
    for (const entry of page.entries) {
      seen.push(entry.journalId);
      sumNano += entry.amountNano;
    }
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect([seen.length, sumNano]).toEqual([5, 5_000n]);
});

test("calls of a month are narrowed as a report’s line is", async () => {
  const payee = await newPayee();
  const [id = ""] = await settle(1, payee);
  const all = await listBookedCalls(system(), { month: MONTH, builderWorkspaceId: "", limit: 200 });
  expect(all.calls.map((call) => call.generationId)).toContain(generationId(id));
  const csv = await textOf(await exportBookedCalls(system(), { month: MONTH, builderWorkspaceId: "" }));
  expect(csv.split("\r\n").slice(1, all.calls.length + 1)).toEqual(
    all.calls.map((call) => expect.stringMatching(new RegExp(`^${call.generationId},`))),
  );
  const chargedNano = all.calls.reduce((sum, call) => sum + call.chargeNano, 0n);
  expect(csv).toContain(`# month,${MONTH}\r\n# calls,${all.calls.length}\r\n`);
  expect(csv).toContain(`# charge_nano,${chargedNano}\r\n# sha256,`);
  expect((await listBookedCalls(system(), { month: MONTH, builderWorkspaceId: payee })).calls).toEqual([]);
  expect((await listBookedCalls(system(), { month: MONTH, day: `${MONTH}-11` })).calls).toEqual([]);
  expect((await listBookedCalls(system(), { month: "2026-04" })).calls).toEqual([]);
});

test("the ledger is finance’s to read", async () => {
  const operator = await (await newDutyHolder("operator")).ctx();
  const attempts = [
    listEntries(operator, {}),
    findInLedger(operator, { id: "pay_x" }),
    listBookedCalls(operator, { month: MONTH }),
    exportBookedCalls(operator, { month: MONTH }),
    getJournal(operator, { journalId: callIdAt(Date.now()) }),
  ];
  await expectRefused(attempts, "forbidden");
});

test("entries are downloaded as they are filtered, every one, by finance alone", async () => {
  const payee = await newPayee();
  for (let round = 0; round < 3; round++) await settle(1, payee);
  const { entries, sumNano } = await listEntries(system(), { owner: payee });
  let csv = "";
  for await (const piece of await exportEntries(system(), { owner: payee })) csv += piece;
  for (const { journalId } of entries) expect(csv).toContain(`\r\n${journalId},call_settlement,${MONTH},`);
  expect(csv).toContain(`# entries,${entries.length}\r\n# amount_nano,${sumNano}\r\n`);
  await expectRefused([exportEntries(await (await newPerson()).ctx(), { owner: payee })], "forbidden");
});

import { expect, test } from "vitest";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { decideCorrection } from "./decide-correction.ts";
import { listDebts } from "./list-debts.ts";
import { requestAdjustment } from "./request-adjustment.ts";
import { requestWriteOff } from "./request-write-off.ts";

useVerbs();

const reason = "Gone for good, as the lawyer says";

/** Two people of finance and a builder who owes 7 USD after a dispute. */
async function owing() {
  const [asker, decider, payee] = [
    await newDutyHolder("finance"),
    await newDutyHolder("finance"),
    await newPerson("Owes"),
  ];
  const [asking, deciding] = [await asker.ctx(), await decider.ctx()];
  const change = async (direction: "credit" | "debit", amountUsd: string) => {
    const { id } = await requestAdjustment(asking, {
      ...{ accountType: "builder_payable", workspace: payee.slug, direction, amountUsd },
      ...{ counterType: "platform_fee_revenue", reason },
    });
    await decideCorrection(deciding, { correctionId: id, approve: true });
  };
  await change("debit", "7");
  return { asking, deciding, payee, change };
}

const owed = async (workspaceId: string) => await accountBalance(services.db, workspaceId, "builder_payable");

test("a debt is written off once, as bad debt, by another person than who asked, and leaves the list", async () => {
  const { asking, deciding, payee } = await owing();
  const listed = async () =>
    (await listDebts(asking, { limit: 200 })).debts.find((debt) => debt.owner === payee.workspaceId);
  expect(await listed()).toMatchObject({ accountType: "builder_payable", owedNano: 7_000_000_000n, askedNano: 0n });
  const badDebt = await accountBalance(services.db, "platform", "bad_debt");
  const { id } = await requestWriteOff(asking, { accountType: "builder_payable", workspace: payee.slug, reason });
  expect(await listed()).toMatchObject({ askedNano: 7_000_000_000n });
  await expectRefused([decideCorrection(asking, { correctionId: id, approve: true })], "forbidden");
  const decide = async () => await decideCorrection(deciding, { correctionId: id, approve: true });
  const posted = await Promise.all([decide(), decide()]);
  expect(posted.map(({ kind, status }) => [kind, status])).toEqual([
    ["write_off", "posted"],
    ["write_off", "posted"],
  ]);
  expect(await owed(payee.workspaceId)).toBe(0n);
  expect(await accountBalance(services.db, "platform", "bad_debt")).toBe(badDebt - 7_000_000_000n);
  expect(await listed()).toBeUndefined();
  const journal = await services.db.prisma.journal.findUniqueOrThrow({ where: { id: posted[0]?.journalId ?? "" } });
  expect(journal).toMatchObject({ kind: "write_off", memo: reason });
  await expectBooksToBalance(services.db);
});

test("no more is written off than is owed, neither when asked nor when the debt shrank since", async () => {
  const { asking, deciding, payee, change } = await owing();
  const ask = { accountType: "builder_payable", workspace: payee.slug, reason } as const;
  await expectRefused([requestWriteOff(asking, { ...ask, amountUsd: "7.000000001" })], "invalid_input");
  await expectRefused([requestWriteOff(asking, { ...ask, accountType: "provider_payable" })], "precondition_failed");
  const [whole, part] = [await requestWriteOff(asking, ask), await requestWriteOff(asking, { ...ask, amountUsd: "3" })];
  await change("credit", "4");
  await expectRefused([decideCorrection(deciding, { correctionId: whole.id, approve: true })], "precondition_failed");
  await decideCorrection(deciding, { correctionId: part.id, approve: true });
  expect(await owed(payee.workspaceId)).toBe(0n);
  await decideCorrection(deciding, { correctionId: whole.id, approve: false });
});

test("pages of debts miss nothing and repeat nothing", async () => {
  const { asking } = await owing();
  await owing();
  await owing();
  const { debts, count, totalNano } = await listDebts(asking, { limit: 200 });
  expect(debts).toHaveLength(count);
  expect(debts.reduce((sum, debt) => sum + debt.owedNano, 0n)).toBe(totalNano);
  const walked: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listDebts(asking, { limit: 1, cursor });
    walked.push(...page.debts.map((debt) => debt.accountId));
    cursor = page.nextCursor;
  } while (cursor);
  expect(walked).toEqual(debts.map((debt) => debt.accountId));
});

test("debts are finance’s work", async () => {
  const ctx = await (await newDutyHolder("operator")).ctx();
  await expectRefused(
    [listDebts(ctx, {}), requestWriteOff(ctx, { accountType: "customer_credit", workspace: "any", reason })],
    "forbidden",
  );
});

import { expect, test } from "vitest";
import { decideCorrection } from "../corrections/decide-correction.ts";
import { requestAdjustment } from "../corrections/request-adjustment.ts";
import { computePayoutRun } from "../payouts/compute-payout-run.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { newPerson, services, setClock, useVerbs } from "../testing/verbs.ts";
import { getFinanceDesk } from "./get-finance-desk.ts";

useVerbs();

const ADJUSTMENT = {
  accountType: "customer_credit",
  direction: "credit",
  amountUsd: "4.2",
  counterType: "bad_debt",
  reason: "Charged during the outage",
} as const;

test("the desk shows a person what somebody else asked for, and their own only as waiting for others", async () => {
  const [asker, other, customer] = [await newDutyHolder("finance"), await newDutyHolder("finance"), await newPerson()];
  const { id } = await requestAdjustment(await asker.ctx(), { ...ADJUSTMENT, workspace: customer.slug });
  const own = await getFinanceDesk(await asker.ctx());
  expect(own).toMatchObject({ corrections: { count: 0, items: [] }, ownCorrections: 1 });
  const theirs = await getFinanceDesk(await other.ctx());
  expect(theirs).toMatchObject({
    corrections: { count: 1, items: [{ id, amountNano: 4_200_000_000n }] },
    ownCorrections: 0,
  });
  await decideCorrection(await other.ctx(), { correctionId: id, approve: false });
  expect(await getFinanceDesk(await other.ctx())).toMatchObject({ corrections: { count: 0 } });
  await expectRefused([getFinanceDesk(await customer.ctx())], "forbidden");
});

test("payments that failed, disputes and events that wait are counted, and a dispute says until when to answer", async () => {
  const [finance, customer] = [await newDutyHolder("finance"), await newPerson("Grace")];
  const { prisma } = services.db;
  const now = new Date();
  const payment = {
    workspaceId: customer.workspaceId,
    createdById: customer.userId,
    amountCents: 2_500,
    creditNano: 25_000_000_000n,
  };
  await prisma.payment.create({
    data: { id: "pay_failed", status: "failed", failureCode: "card_declined", ...payment },
  });
  await prisma.payment.create({ data: { id: "pay_disputed", status: "expired", ...payment } });
  const dueAt = new Date(now.getTime() + 86_400_000);
  const dispute = {
    workspaceId: customer.workspaceId,
    paymentId: "pay_disputed",
    reason: "fraudulent",
    amountCents: 2_500,
  };
  await prisma.dispute.create({
    data: { id: "dp_1", status: "open", openedAt: now, evidenceDueAt: dueAt, ...dispute },
  });
  await prisma.stripeEventFailure.create({ data: { id: "evt_1", type: "x", payload: {}, error: "no" } });
  await prisma.quarantinedCall.create({
    data: {
      id: crypto.randomUUID(),
      workspaceId: customer.workspaceId,
      reason: "unpriced_unit",
      detail: "",
      event: {},
    },
  });
  const desk = await getFinanceDesk(await finance.ctx());
  expect(desk.failedPayments.items).toMatchObject([{ what: "card_declined", amountNano: 25_000_000_000n }]);
  expect(desk.disputes).toMatchObject({ count: 1, items: [{ id: "dp_1", dueAt }] });
  expect(desk).toMatchObject({ failedEvents: 1, quarantined: { count: 1 } });
});

test("a month that is over waits to be closed, then its run for two approvals", async () => {
  const finance = await newDutyHolder("finance");
  setClock(new Date("2026-03-03T00:00:00Z"));
  const ctx = await finance.ctx();
  expect((await getFinanceDesk(ctx)).monthToClose).toBe("2026-02");
  const { run } = await computePayoutRun(ctx, { month: "2026-02" });
  const desk = await getFinanceDesk(ctx);
  expect(desk.monthToClose).toBeNull();
  expect(desk.runs).toMatchObject([{ id: run.id, month: "2026-02", needs: "approval", approvedByYou: false }]);
  setClock(null);
});

import { formatUsd } from "@tollgate/money/nano";
import { Client } from "pg";
import { expect, test } from "vitest";
import { requestRefund } from "../billing/request-refund.ts";
import { approvePayoutRun } from "../payouts/approve-payout-run.ts";
import { computePayoutRun } from "../payouts/compute-payout-run.ts";
import { payItem } from "../payouts/pay-item.ts";
import { openPayoutProcessor, type PayoutProcessor } from "../payouts/payout-processor.ts";
import { refreshPayoutAccount } from "../payouts/refresh-payout-account.ts";
import { setUpPayouts } from "../payouts/set-up-payouts.ts";
import { startPayoutRun } from "../payouts/start-payout-run.ts";
import { getReport } from "../reports/get-report.ts";
import { expectBooksToBalance } from "../testing/books.ts";
import { bought, paymentOf, USD } from "../testing/buyers.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { earnIn } from "../testing/payees.ts";
import { control, fillIn, paying, processor, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { textOf } from "../testing/text-of.ts";
import { addEndpoint, newPerson, ownerUrl, services, useVerbs } from "../testing/verbs.ts";
import { exportProcessorTransactions } from "./export-processor-transactions.ts";
import { exportVariances } from "./export-variances.ts";
import { listProcessorTransactions } from "./list-processor-transactions.ts";
import { listProviderInvoices } from "./list-provider-invoices.ts";
import { listVariances } from "./list-variances.ts";
import { noteVariance } from "./note-variance.ts";
import { pullProcessorTransactions } from "./pull-processor-transactions.ts";
import { uploadProviderInvoice } from "./upload-provider-invoice.ts";

useVerbs();
useSandbox();

const month = new Date().toISOString().slice(0, 7);
const day = `${month}-01`;
const AVAILABLE_AT_ONCE = "4000000000000077";

const platform = () => ({ ...system(), payments: processor });
const pull = async () => await pullProcessorTransactions(platform());
const variances = async () => (await listVariances(system(), { month })).variances;

/** A payee whose account at the processor takes money. */
async function onboarded(payouts: PayoutProcessor): Promise<string> {
  const person = await newPerson("Payee");
  const { workspaceId } = person;
  const ctx = { ...(await person.ctx()), payouts };
  const { url } = await setUpPayouts(ctx, { workspaceId, country: "US" });
  await fillIn(url, { tax: "000-00-0000", bank: "000123456789" });
  expect(await refreshPayoutAccount(ctx, { workspaceId })).toMatchObject({ status: "enabled" });
  return workspaceId;
}

interface Paying {
  readonly month: string;
  readonly payees: readonly string[];
  readonly payouts: PayoutProcessor;
  /** The processor forgets about this one's transfer although it said that it was made. */
  readonly loses?: string | undefined;
}

/** Pays each payee 27 USD. */
async function payAll({ month: paid, payees, payouts, loses }: Paying): Promise<void> {
  for (const provider of payees) await earnIn(paid, { provider }, [30n * USD, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month: paid });
  const people = [await newDutyHolder("finance"), await newDutyHolder("finance")];
  for (const person of people) await approvePayoutRun(await person.ctx(), { runId: run.id, hash: run.hash });
  const [starter] = people;
  if (starter) await startPayoutRun({ ...(await starter.ctx()), payouts }, { runId: run.id });
  const items = await services.db.prisma.payoutItem.findMany({ where: { runId: run.id, payableCents: { gt: 0 } } });
  expect(items).toHaveLength(payees.length);
  for (const { id, payeeWorkspaceId } of items) {
    const lost: PayoutProcessor = { ...payouts, createTransfer: async () => ({ kind: "sent", transferId: "tr_lost" }) };
    await payItem({ ...platform(), payouts: payeeWorkspaceId === loses ? lost : payouts }, { itemId: id });
  }
}

async function invoice(providerId: string, percent: bigint): Promise<string> {
  const costs = [1_234_567_891n, 77_000_000_003n];
  const days = costs.map((costNano, index) => ({ costNano, day: `${month}-0${index + 1}` }));
  for (const one of days)
    await services.db.prisma.usageDay.create({
      data: {
        ...{ workspaceId: "wsp_test", day: new Date(one.day), keyId: "key_x", modelId: "acme/echo-1", providerId },
        ...{ appId: "", calls: 1, failedCalls: 0, inputTokens: 1n, outputTokens: 1n, costNano: one.costNano },
        ...{ feeNano: 0n, surchargeNano: 0n, chargeNano: one.costNano },
      },
    });
  const lines = days.map((one) => `${one.day},acme/echo-1,${formatUsd((one.costNano * percent) / 100n, 2)}`);
  return ["day,model,amount_usd", ...lines].join("\r\n");
}

test("a missing transfer, a doubled charge and an invoice 3 % off are found, and nothing else", async () => {
  const payouts = openPayoutProcessor(processor.stripe);
  const buyers = [];
  for (let index = 0; index < 5; index++) buyers.push(await bought(AVAILABLE_AT_ONCE));
  const [first, second, third] = buyers;
  if (!first || !second || !third) throw new Error("nobody bought");
  await requestRefund(first.ctx, { workspaceId: first.workspaceId, paymentId: first.paymentId, amountUsd: "5" });
  for (const [buyer, outcome] of [
    [second, "won"],
    [third, "lost"],
  ] as const) {
    await control("disputes", { charge: (await paymentOf(buyer.paymentId)).paymentIntentId });
    await webhooksIdle();
    const { id } = await services.db.prisma.dispute.findFirstOrThrow({ where: { paymentId: buyer.paymentId } });
    await control(`disputes/${id}`, { outcome });
  }
  await webhooksIdle();
  const payees = [await onboarded(payouts), await onboarded(payouts)];
  await payAll({ month: "2026-08", payees, payouts, loses: payees[1] });
  // What comes back is on both sides.
  const [sent] = (await processor.stripe.transfers.list({ limit: 1 })).data;
  await processor.stripe.transfers.createReversal(sent?.id ?? "");
  await webhooksIdle();
  expect(await services.db.prisma.payoutAttempt.count({ where: { status: "returned" } })).toBe(1);
  const [honest, dear] = [await addEndpoint(payees[0] ?? ""), await addEndpoint(payees[1] ?? "")];
  const finance = await (await newDutyHolder("finance")).ctx();
  for (const [{ providerId }, percent] of [
    [honest, 100n],
    [dear, 103n],
  ] as const) {
    const csv = await invoice(providerId, percent);
    await uploadProviderInvoice(finance, { providerId, month, fileName: "invoice.csv", csv });
  }
  // The same payment is charged a second time, and nobody tells us.
  await control("webhooks", { mode: "drop" });
  await processor.stripe.paymentIntents.create({
    ...{ amount: 2000, currency: "usd", payment_method: "pm_card_visa", confirm: true, off_session: true },
    customer: (await processor.stripe.customers.create({ email: "twice@example.com" })).id,
    metadata: { payment: buyers[4]?.paymentId ?? "" },
  });
  await control("webhooks", { mode: "auto" });

  expect(await pull()).toBeGreaterThan(8);
  expect(await pull()).toBe(0);
  const found = await variances();
  expect(found.map(({ area, kind, differenceNano }) => ({ area, kind, differenceNano }))).toEqual(
    [
      { area: "payouts", kind: "only_ours", differenceNano: 27n * USD },
      { area: "cash", kind: "amount_differs", differenceNano: 20n * USD },
      { area: "invoices", kind: "amount_differs", differenceNano: expect.any(BigInt) },
    ].sort(
      (left, right) =>
        found.findIndex(({ area }) => area === left.area) - found.findIndex(({ area }) => area === right.area),
    ),
  );
  expect(found.find(({ area }) => area === "cash")?.subject).toBe(buyers[4]?.paymentId);
  const off = found.find(({ area }) => area === "invoices");
  expect(Number(off?.differenceNano) / Number(off?.oursNano)).toBeCloseTo(0.03, 3);
  await expectBooksToBalance(services.db);

  const report = await getReport(system(), { report: "processor-cash", period: month });
  const [equation, cash] = report.checks;
  expect(equation?.actual).toBe(equation?.expected);
  // Ours lacks the doubled charge and has a transfer that never was.
  expect((cash?.expected ?? 0n) - (cash?.actual ?? 0n)).toBe(47n * USD);
});

test("a note gives a difference its state, stays, and ends with the difference it was about", async () => {
  const person = await newDutyHolder("finance");
  const ctx = await person.ctx();
  const off = (await variances()).find(({ area }) => area === "invoices");
  if (!off) throw new Error("nothing differs");
  const note = {
    month,
    area: off.area,
    key: off.key,
    state: "explained",
    note: "They bill a new price early",
  } as const;
  await noteVariance(ctx, note);
  const noted = (await variances()).find(({ area }) => area === "invoices");
  expect(noted).toMatchObject({ state: "explained", note: note.note, notedBy: "finance" });
  await expectRefused([noteVariance(ctx, { ...note, key: "nothing" })], "not_found");
  const { csv: differences } = await exportVariances(ctx, { month });
  const written = [off.area, off.kind, off.subject, off.oursNano, formatUsd(off.oursNano, 9), off.theirsNano].join(",");
  expect(differences).toContain(`${written},`);
  expect(differences).toContain(`,explained,${note.note},finance,`);
  expect(differences).toContain(`# differences,${(await variances()).length}\r\n`);
  const { invoices } = await listProviderInvoices(ctx, { month });
  const dear = invoices.find((one) => off.subject.includes(one.providerId.slice(4)));
  const csv = `day,model,amount_usd\n${day},acme/echo-1,100.00`;
  await uploadProviderInvoice(ctx, { providerId: dear?.providerId ?? "", month, fileName: "second.csv", csv });
  expect((await variances()).find(({ area }) => area === "invoices")).toMatchObject({ state: "open", note: null });
});

test("a refund made in the processor’s own dashboard is booked by its event and matches", async () => {
  const { paymentId } = await bought();
  await processor.stripe.refunds.create({
    payment_intent: (await paymentOf(paymentId)).paymentIntentId ?? "",
    amount: 700,
  });
  await webhooksIdle();
  const before = (await variances()).length;
  await pull();
  expect(await variances()).toHaveLength(before);
});

test("a fee a cent off, a refund nobody told us of and a payout that came back unheard are found, and nothing else", async () => {
  const [dear, silent] = [await bought(), await bought()];
  const payouts = openPayoutProcessor(processor.stripe);
  const payee = await onboarded(payouts);
  await webhooksIdle();
  await pull();
  const before = new Set((await variances()).map(({ key }) => key));
  await payAll({ month: "2026-09", payees: [payee], payouts });
  await control("webhooks", { mode: "drop" });
  const [sent] = (await processor.stripe.transfers.list({ limit: 1 })).data;
  await processor.stripe.transfers.createReversal(sent?.id ?? "");
  const { paymentIntentId } = await paymentOf(silent.paymentId);
  await processor.stripe.refunds.create({ payment_intent: paymentIntentId ?? "", amount: 700 });
  await control("webhooks", { mode: "auto" });
  await pull();
  // What the processor says of a fee now is a cent more than what it said when we booked it.
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query("SET session_replication_role = replica");
  const { rowCount } = await owner.query(
    "UPDATE processor_transaction SET fee_cents = fee_cents + 1, net_cents = net_cents - 1 WHERE payment_intent_id = $1",
    [(await paymentOf(dear.paymentId)).paymentIntentId],
  );
  await owner.end();
  expect(rowCount).toBe(1);

  const found = (await variances()).filter(({ key }) => !before.has(key));
  const said = found.map(({ area, kind, differenceNano }) => `${area} ${kind} ${formatUsd(differenceNano)}`);
  expect(said.toSorted()).toEqual([
    "cash amount_differs -0.01",
    "cash only_theirs -7.00",
    "payouts amount_differs 27.00",
  ]);
  expect(found.find(({ kind, area }) => area === "cash" && kind === "amount_differs")?.subject).toBe(dear.paymentId);
});

test("the processor’s transactions of a month are listed page by page and come to what the report says", async () => {
  const report = await getReport(system(), { report: "processor-cash", period: month });
  for (const { category, transactions, net } of report.rows) {
    const walked: { id: string; netNano: bigint }[] = [];
    let cursor: string | null = null;
    do {
      const page = await listProcessorTransactions(system(), { month, category: String(category), limit: 2, cursor });
      walked.push(...page.transactions);
      cursor = page.nextCursor;
    } while (cursor);
    expect(walked).toHaveLength(Number(transactions));
    expect(new Set(walked.map(({ id }) => id)).size).toBe(walked.length);
    expect(walked.reduce((sum, one) => sum + one.netNano, 0n)).toBe(net);
    const csv = await textOf(await exportProcessorTransactions(system(), { month, category: String(category) }));
    expect(csv.split("\r\n").slice(1, walked.length + 1)).toEqual(
      walked.map(({ id }) => expect.stringMatching(new RegExp(`^${id},`))),
    );
    expect(csv).toContain(`# transactions,${transactions}\r\n`);
    expect(csv).toContain(`# net_nano,${net}\r\n# sha256,`);
  }
});

test("reconciliation is finance’s work", async () => {
  const operator = { ...(await (await newDutyHolder("operator")).ctx()), payments: processor };
  const csv = "day,model,amount_usd\n";
  const attempts = [
    pullProcessorTransactions(operator),
    listVariances(operator, { month }),
    exportVariances(operator, { month }),
    listProcessorTransactions(operator, { month }),
    exportProcessorTransactions(operator, { month }),
    listProviderInvoices(operator, { month }),
    noteVariance(operator, { month, area: "cash", key: "x", state: "open", note: "nothing" }),
    uploadProviderInvoice(operator, { providerId: "prv_x", month, fileName: "x.csv", csv }),
  ];
  await expectRefused(attempts, "forbidden");
  expect(paying.payments).toBe(processor);
});

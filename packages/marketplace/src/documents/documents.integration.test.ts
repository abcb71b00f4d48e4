import { PDFDocument } from "pdf-lib";
import { expect, test } from "vitest";
import { requestRefund } from "../billing/request-refund.ts";
import { setBillingDetails } from "../billing/set-billing-details.ts";
import { computePayoutRun } from "../payouts/compute-payout-run.ts";
import { notifyPayee } from "../payouts/notify-payee.ts";
import { bought, USD } from "../testing/buyers.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { earnIn, enablePayouts } from "../testing/payees.ts";
import { useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { textOfPdf } from "../testing/text-of-pdf.ts";
import { mails, newPerson, services, useVerbs } from "../testing/verbs.ts";
import { exportPayments } from "./export-payments.ts";
import { getInvoice } from "./get-invoice.ts";
import { getStatement } from "./get-statement.ts";

useVerbs();
useSandbox();

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

test("a paid top-up has an invoice that names the buyer, gives the same bytes again, and is the buyer’s alone", async () => {
  const { ctx, workspaceId, paymentId } = await bought();
  await webhooksIdle();
  const plain = await getInvoice(ctx, { workspaceId, paymentId });
  const details = {
    legalName: "Łódź 株式会社 GmbH",
    address: "1 Long Street\n10115 Berlin",
    country: "de",
    taxId: "DE123456789",
  };
  await setBillingDetails(ctx, { workspaceId, ...details });
  const seller = ["Example Ltd", "1 High Street, London", "VAT GB123456789"];
  const named = await getInvoice({ ...ctx, seller }, { workspaceId, paymentId });
  const words = await textOfPdf(named.pdf);
  for (const said of [...seller, "1 Long Street", "10115 Berlin", "Germany", "DE123456789"])
    expect(words).toContain(said);
  expect(named.fileName).toMatch(/^invoice-TG-\d{4}-\d{6}\.pdf$/);
  expect(Buffer.from(named.pdf)).toEqual(
    Buffer.from((await getInvoice({ ...ctx, seller }, { workspaceId, paymentId })).pdf),
  );
  expect(Buffer.from(named.pdf)).not.toEqual(Buffer.from(plain.pdf));
  await requestRefund(ctx, { workspaceId, paymentId, amountUsd: "5" });
  await webhooksIdle();
  const refunded = await getInvoice(ctx, { workspaceId, paymentId });
  expect(Buffer.from(refunded.pdf)).not.toEqual(Buffer.from(named.pdf));
  expect((await PDFDocument.load(refunded.pdf)).getPageCount()).toBe(1);
  const stranger = await newPerson();
  const other = await stranger.ctx();
  await expectRefused(
    [
      getInvoice(other, { workspaceId, paymentId }),
      getInvoice(other, { workspaceId: stranger.workspaceId, paymentId }),
      exportPayments(other, { workspaceId }),
    ],
    "not_found",
  );
  const csv = await textOf(await exportPayments(ctx, { workspaceId }));
  expect(csv).toContain(`# paid_nano,${20n * USD}\r\n# refunded_nano,${5n * USD}\r\n`);
});

test("a statement is a PDF and a CSV that say the same amounts, and goes out with the mail that it was paid", async () => {
  const payee = await newPerson("Payee");
  const { workspaceId } = payee;
  await enablePayouts(workspaceId);
  await earnIn("2026-04", { provider: workspaceId }, [100n * USD + 7n, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month: "2026-04" });
  const item = await services.db.prisma.payoutItem.findFirstOrThrow({
    where: { runId: run.id, payeeWorkspaceId: workspaceId },
  });
  const asked = { workspaceId, itemId: item.id } as const;
  const ctx = await payee.ctx();
  const [pdf, again, csv] = [
    await getStatement(ctx, { ...asked, format: "pdf" }),
    await getStatement(ctx, { ...asked, format: "pdf" }),
    await getStatement(ctx, { ...asked, format: "csv" }),
  ];
  expect(pdf).toEqual(again);
  expect(csv.content).toContain(`net,Net,${item.netNano},`);
  expect(csv.content).toContain(`# statement_hash,${item.hash}\r\n`);
  await notifyPayee(services, { itemId: item.id, kind: "paid" });
  const mail = mails.findLast((one) => one.to === payee.email);
  expect(mail?.attachments).toEqual([
    { filename: `statement-2026-04-${workspaceId}.pdf`, contentType: "application/pdf", content: pdf.content },
  ]);
  const finance = await (await newDutyHolder("finance")).ctx();
  expect(await getStatement(finance, { ...asked, format: "pdf" })).toEqual(pdf);
  const other = await (await newPerson()).ctx();
  await expectRefused([getStatement(other, { ...asked, format: "pdf" })], "not_found");
});

import { formatUsd, NANO_PER_CENT } from "@tollgate/money/nano";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type PdfBlock, writePdf } from "./write-pdf.ts";

export const GetInvoiceInput = z.object({ workspaceId: z.string(), paymentId: z.string() });
export type GetInvoiceInput = z.input<typeof GetInvoiceInput>;

export interface PdfFile {
  readonly fileName: string;
  readonly pdf: Uint8Array;
}

/**
 * The invoice and receipt of a paid top-up as PDF, to whom the billing details say. Credit is a prepaid balance: what a call costs, and whether tax
 * is due on it, is known when it is used. The same details and refunds give the same bytes. Members may.
 */
export async function getInvoice(ctx: Context, input: GetInvoiceInput): Promise<PdfFile> {
  const { workspaceId, paymentId } = parseInput(GetInvoiceInput, input);
  requireWorkspace(ctx, workspaceId);
  const payment = await ctx.db.prisma.payment.findFirst({
    where: { id: paymentId, workspaceId },
    include: { workspace: true, refunds: { where: { status: { not: "failed" } }, orderBy: { createdAt: "asc" } } },
  });
  if (!payment) throw new MarketplaceError("not_found", "There is no such payment.");
  if (payment.status !== "succeeded" || payment.completedAt === null || payment.invoiceNumber === null)
    throw new MarketplaceError("precondition_failed", "A payment has an invoice once it is paid.");
  const [profile, card] = await Promise.all([
    ctx.db.prisma.billingProfile.findUnique({ where: { workspaceId } }),
    payment.savedCardId ? ctx.db.prisma.savedCard.findUnique({ where: { id: payment.savedCardId } }) : null,
  ]);
  const number = `TG-${payment.completedAt.getUTCFullYear()}-${String(payment.invoiceNumber).padStart(6, "0")}`;
  const usd = (cents: number) => `${formatUsd(BigInt(cents) * NANO_PER_CENT, 2)} USD`;
  const refunds = payment.refunds.map((one) => ({
    label: `Paid back on ${dayOf(one.createdAt)}, ${one.id}`,
    amount: `-${usd(one.amountCents)}`,
  }));
  const blocks: PdfBlock[] = [
    {
      kind: "facts",
      facts: [
        ["Invoice number", number],
        ["Date and payment", dayOf(payment.completedAt)],
        ["Payment", payment.id],
        ["Paid with", card ? `${card.brand} ending in ${card.last4}` : "Card, on the payment processor’s page"],
      ],
    },
    { kind: "heading", text: "Billed to" },
    { kind: "facts", facts: buyerOf(profile, payment.workspace.name, workspaceId) },
    {
      kind: "amounts",
      rows: [
        { label: "Prepaid credit for API calls", amount: usd(payment.amountCents) },
        { label: "Total, paid", amount: usd(payment.amountCents), isTotal: true },
        ...refunds,
        ...(refunds.length > 0
          ? [{ label: "Kept", amount: usd(payment.amountCents - payment.refundedCents), isTotal: true }]
          : []),
      ],
    },
    {
      kind: "text",
      text: "Credit is a prepaid balance that does not expire. Each call’s receipt states what it cost and who earned by it.",
    },
  ];
  const at = payment.refunds.at(-1)?.createdAt ?? payment.completedAt;
  const pdf = await writePdf({ title: "Invoice and receipt", issuer: ctx.seller, blocks, footer: number, at });
  return { fileName: `invoice-${number}.pdf`, pdf };
}

interface Buyer {
  readonly legalName: string;
  readonly address: string;
  readonly country: string;
  readonly taxId: string;
}

function buyerOf(profile: Buyer | null, name: string, workspaceId: string): [string, string][] {
  const facts: [string, string][] = [
    ["Name", profile?.legalName || name],
    ...linesOf(profile?.address ?? "").map((line, index): [string, string] => [index === 0 ? "Address" : "", line]),
    ["Country", profile?.country ? countryName(profile.country) : ""],
    ["Tax number", profile?.taxId ?? ""],
    ["Workspace", workspaceId],
  ];
  return facts.filter(([, value]) => value !== "");
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** @param code ISO 3166-1 alpha-2. */
function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code.toUpperCase()) ?? code;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

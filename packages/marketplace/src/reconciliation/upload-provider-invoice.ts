import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { MonthText, monthColumn, readMonth } from "../payouts/month-input.ts";
import { parseInvoice } from "./parse-invoice.ts";

export const UploadProviderInvoiceInput = z.object({
  providerId: z.string().min(1, "Choose a provider.").max(100),
  month: MonthText,
  fileName: z.string().trim().min(1).max(200),
  /** The file, as text. */
  csv: z.string().min(1, "The file is empty.").max(5_000_000, "The file is larger than 5 MB."),
});
export type UploadProviderInvoiceInput = z.input<typeof UploadProviderInvoiceInput>;

/**
 * Keeps a provider's invoice for a month, to be compared with what we recorded. Another upload takes its place; both are kept. Finance may.
 * @returns how many lines it has and what they add up to.
 */
export async function uploadProviderInvoice(
  ctx: Context,
  input: UploadProviderInvoiceInput,
): Promise<{ readonly invoiceId: string; readonly lines: number; readonly totalNano: bigint }> {
  requirePlatformRole(ctx, "finance");
  const uploadedById = requireUser(ctx);
  const { providerId, month: text, fileName, csv } = parseInput(UploadProviderInvoiceInput, input);
  const month = readMonth(text);
  const parsed = parseInvoice(csv, month);
  if (parsed.kind === "unreadable") throw new MarketplaceError("invalid_input", parsed.sentence, { field: "csv" });
  const provider = await ctx.db.prisma.provider.findUnique({ where: { id: providerId } });
  if (!provider) throw new MarketplaceError("not_found", "There is no such provider.", { field: "providerId" });
  const { lines } = parsed;
  const invoiceId = `inv_${randomUUID().replaceAll("-", "")}`;
  const sha256 = createHash("sha256").update(csv).digest("hex");
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.providerInvoice.create({
      data: {
        id: invoiceId,
        providerId,
        month: monthColumn(month),
        fileName,
        sha256,
        uploadedById,
        uploadedAt: ctx.now(),
      },
    });
    await tx.providerInvoiceLine.createMany({
      data: lines.map(({ day, modelId, amountNano }) => ({ invoiceId, day: new Date(day), modelId, amountNano })),
    });
    const detail = { provider: provider.slug, month, sha256, lines: lines.length };
    await recordAudit(tx, ctx, { action: "uploadProviderInvoice", workspaceId: null, subjectId: invoiceId, detail });
  });
  return { invoiceId, lines: lines.length, totalNano: lines.reduce((sum, line) => sum + line.amountNano, 0n) };
}

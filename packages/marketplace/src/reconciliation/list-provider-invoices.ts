import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { MonthText, monthColumn, readMonth } from "../payouts/month-input.ts";

export const ListProviderInvoicesInput = z.object({ month: MonthText });
export type ListProviderInvoicesInput = z.input<typeof ListProviderInvoicesInput>;

export interface ProviderInvoices {
  readonly providers: readonly { readonly id: string; readonly name: string }[];
  /** Newest first; the first of a provider counts. */
  readonly invoices: readonly {
    readonly id: string;
    readonly providerId: string;
    readonly providerName: string;
    readonly fileName: string;
    readonly sha256: string;
    readonly uploadedAt: Date;
    readonly totalNano: bigint;
    readonly isReplaced: boolean;
  }[];
}

/** Invoices that were uploaded for a month, and the providers there are. Finance may. */
export async function listProviderInvoices(ctx: Context, input: ListProviderInvoicesInput): Promise<ProviderInvoices> {
  requirePlatformRole(ctx, "finance");
  const month = monthColumn(readMonth(parseInput(ListProviderInvoicesInput, input).month));
  const [providers, invoices] = await Promise.all([
    ctx.db.prisma.provider.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" } }),
    ctx.db.prisma.providerInvoice.findMany({
      where: { month },
      include: { provider: true, lines: { select: { amountNano: true } } },
      orderBy: [{ uploadedAt: "desc" }, { id: "desc" }],
      take: 100,
    }),
  ]);
  const seen = new Set<string>();
  return {
    providers,
    invoices: invoices.map(({ id, providerId, provider, fileName, sha256, uploadedAt, lines }) => {
      const isReplaced = seen.has(providerId);
      seen.add(providerId);
      const totalNano = lines.reduce((sum, line) => sum + line.amountNano, 0n);
      return { id, providerId, providerName: provider.name, fileName, sha256, uploadedAt, totalNano, isReplaced };
    }),
  };
}

import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const ListRiskCasesInput = z.object({ closed: z.boolean().default(false) });
export type ListRiskCasesInput = z.input<typeof ListRiskCasesInput>;

export interface RiskCaseView {
  readonly id: string;
  readonly kind: string;
  readonly paymentId: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly amountCents: number;
  readonly detail: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly note: string;
}

const SHOWN = 200;

/** Payments that somebody outside finds suspicious, oldest open first. Operators may. */
export async function listRiskCases(
  ctx: Context,
  input: ListRiskCasesInput,
): Promise<{ readonly cases: readonly RiskCaseView[]; readonly open: number }> {
  requirePlatformRole(ctx, "operator");
  const { closed } = parseInput(ListRiskCasesInput, input);
  const { prisma } = ctx.db;
  const [rows, open] = await Promise.all([
    prisma.riskCase.findMany({
      where: closed ? { closedAt: { not: null } } : { closedAt: null },
      orderBy: closed ? { closedAt: "desc" } : { openedAt: "asc" },
      take: SHOWN,
    }),
    prisma.riskCase.count({ where: { closedAt: null } }),
  ]);
  const [workspaces, payments] = await Promise.all([
    prisma.workspace.findMany({ where: { id: { in: rows.map((row) => row.workspaceId) } } }),
    prisma.payment.findMany({ where: { id: { in: rows.map((row) => row.paymentId) } } }),
  ]);
  const names = new Map(workspaces.map(({ id, name }) => [id, name]));
  const amounts = new Map(payments.map(({ id, amountCents }) => [id, amountCents]));
  const cases = rows.map(({ closedById: _, ...row }) => ({
    ...row,
    workspaceName: names.get(row.workspaceId) ?? row.workspaceId,
    amountCents: amounts.get(row.paymentId) ?? 0,
  }));
  return { cases, open };
}

import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { ensureProfile } from "./ensure-customer.ts";

export const SetBillingDetailsInput = z.object({
  workspaceId: z.string(),
  legalName: z.string().trim().max(200),
  address: z.string().trim().max(500),
  country: z
    .string()
    .trim()
    .regex(/^([A-Za-z]{2})?$/, "Enter a two-letter country code, such as US."),
  taxId: z.string().trim().max(50),
});
export type SetBillingDetailsInput = z.input<typeof SetBillingDetailsInput>;

/** Says who the buyer is on invoices from now on, and on those downloaded again. Admins may. */
export async function setBillingDetails(ctx: Context, input: SetBillingDetailsInput): Promise<void> {
  const { workspaceId, country, ...details } = parseInput(SetBillingDetailsInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ensureProfile(ctx, workspaceId);
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.billingProfile.update({
      where: { workspaceId },
      data: { ...details, country: country.toUpperCase() },
    });
    await recordAudit(tx, ctx, { action: "setBillingDetails", workspaceId, subjectId: workspaceId });
  });
}

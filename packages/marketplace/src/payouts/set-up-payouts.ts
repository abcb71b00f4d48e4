import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { requirePayouts } from "./require-payouts.ts";
import { storeAccountFacts } from "./store-account-facts.ts";

export const SetUpPayoutsInput = z.object({
  workspaceId: z.string(),
  country: z.string().regex(/^[A-Z]{2}$/, "Choose the country your account is in."),
});
export type SetUpPayoutsInput = z.input<typeof SetUpPayoutsInput>;

/**
 * Opens the workspace's account at the processor, once, and gives the address where the payee tells it who they are and where the money
 * goes. Owners may.
 */
export async function setUpPayouts(ctx: Context, input: SetUpPayoutsInput): Promise<{ url: string }> {
  const { workspaceId, country } = parseInput(SetUpPayoutsInput, input);
  requireWorkspace(ctx, workspaceId, "owner");
  const { accounts } = requirePayouts(ctx);
  const workspace = await ctx.db.prisma.workspace.findUnique({
    where: { id: workspaceId },
    include: { payoutAccount: true },
  });
  if (!workspace || ctx.actor.kind !== "user")
    throw new MarketplaceError("not_found", "This workspace does not exist.");
  let accountId = workspace.payoutAccount?.processorAccountId;
  if (!accountId) {
    const facts = await accounts.create({ workspaceId, name: workspace.name, email: ctx.actor.email, country });
    accountId = facts.accountId;
    await ctx.db.prisma.$transaction(async (tx) => {
      await storeAccountFacts(tx, { workspaceId, country, facts, now: ctx.now() });
      await recordAudit(tx, ctx, { action: "setUpPayouts", workspaceId, subjectId: facts.accountId });
    });
  }
  const page = `${ctx.urls.console}/w/${workspace.slug}/payouts`;
  return { url: await accounts.onboardingLink(accountId, { returnUrl: `${page}?checked=1`, refreshUrl: page }) };
}

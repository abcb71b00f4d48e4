import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { requireProcessor } from "./require-processor.ts";

export const SaveCardInput = z.object({ workspaceId: z.string() });
export type SaveCardInput = z.input<typeof SaveCardInput>;

/** Opens the processor's page on which a card is saved for later payments. Nothing is charged. Admins may. */
export async function saveCard(ctx: Context, input: SaveCardInput): Promise<{ readonly url: string }> {
  const { workspaceId } = parseInput(SaveCardInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  requireUser(ctx);
  const { stripe } = requireProcessor(ctx);
  const workspace = await ctx.db.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const customer = await ensureCustomer(ctx, workspaceId, ctx.actor.kind === "user" ? ctx.actor.email : null);
  const back = `${ctx.urls.console}/w/${workspace.slug}/billing`;
  const session = await stripe.checkout.sessions
    .create(
      {
        mode: "setup",
        currency: "usd",
        customer,
        metadata: { workspace: workspaceId },
        success_url: `${back}?card=saved`,
        cancel_url: back,
      },
      { idempotencyKey: newId("payment") },
    )
    .catch((cause: unknown) => {
      throw new MarketplaceError("unavailable", "The page for cards could not be opened. Try again in a moment.", {
        cause,
      });
    });
  if (!session.url) throw new Error(`checkout session ${session.id} has no address`);
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(tx, ctx, { action: "saveCard", workspaceId, subjectId: session.id }),
  );
  return { url: session.url };
}

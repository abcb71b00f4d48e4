import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { actorId, type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { newWebhookSecret } from "./sign-webhook.ts";
import { checkWebhookUrl, WebhookEvents, WebhookUrl } from "./webhook-input.ts";
import { toWebhookView, type WebhookView } from "./webhook-view.ts";

const MAX_WEBHOOKS = 10;

export const CreateWebhookInput = z.object({ workspaceId: z.string(), url: WebhookUrl, events: WebhookEvents });
export type CreateWebhookInput = z.input<typeof CreateWebhookInput>;

export interface CreatedWebhook {
  readonly webhook: WebhookView;
  /** Shown now and never again. */
  readonly secret: string;
}

/** Adds a webhook with a signing secret of its own. Admins and owners may. */
export async function createWebhook(ctx: Context, input: CreateWebhookInput): Promise<CreatedWebhook> {
  const { workspaceId, url, events } = parseInput(CreateWebhookInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const address = await checkWebhookUrl(ctx, url);
  const [id, secret] = [newId("webhookEndpoint"), newWebhookSecret()];
  const row = await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    if ((await tx.webhookEndpoint.count({ where: { workspaceId } })) >= MAX_WEBHOOKS)
      throw new MarketplaceError(
        "precondition_failed",
        `A workspace has at most ${MAX_WEBHOOKS} webhooks. Remove one.`,
      );
    const created = await tx.webhookEndpoint.create({
      data: {
        id,
        workspaceId,
        url: address,
        events: [...new Set(events)],
        secretSealed: ctx.keyRing.seal(secret, id),
        createdById: actorId(ctx),
      },
    });
    await recordAudit(tx, ctx, {
      action: "createWebhook",
      workspaceId,
      subjectId: id,
      detail: { host: host(address) },
    });
    return created;
  });
  return { webhook: toWebhookView(row, ctx.now()), secret };
}

/** Paths and queries may carry secrets, so the audit log keeps the host only. */
function host(address: string): string {
  return new URL(address).host;
}

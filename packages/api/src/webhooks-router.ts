import { CreateWebhookInput, createWebhook } from "@tollgate/marketplace/webhooks/create-webhook";
import {
  ListWebhookDeliveriesInput,
  listWebhookDeliveries,
} from "@tollgate/marketplace/webhooks/list-webhook-deliveries";
import { ListWebhooksInput, listWebhooks } from "@tollgate/marketplace/webhooks/list-webhooks";
import { RemoveWebhookInput, removeWebhook } from "@tollgate/marketplace/webhooks/remove-webhook";
import { ResendDeliveryInput, resendDelivery } from "@tollgate/marketplace/webhooks/resend-delivery";
import { RotateWebhookSecretInput, rotateWebhookSecret } from "@tollgate/marketplace/webhooks/rotate-webhook-secret";
import { SendTestEventInput, sendTestEvent } from "@tollgate/marketplace/webhooks/send-test-event";
import { UpdateWebhookInput, updateWebhook } from "@tollgate/marketplace/webhooks/update-webhook";
import { router, userProcedure } from "./trpc.ts";

export const webhooksRouter = router({
  list: userProcedure.input(ListWebhooksInput).query(({ ctx, input }) => listWebhooks(ctx, input)),
  create: userProcedure.input(CreateWebhookInput).mutation(({ ctx, input }) => createWebhook(ctx, input)),
  update: userProcedure.input(UpdateWebhookInput).mutation(({ ctx, input }) => updateWebhook(ctx, input)),
  rotateSecret: userProcedure
    .input(RotateWebhookSecretInput)
    .mutation(({ ctx, input }) => rotateWebhookSecret(ctx, input)),
  remove: userProcedure.input(RemoveWebhookInput).mutation(({ ctx, input }) => removeWebhook(ctx, input)),
  test: userProcedure.input(SendTestEventInput).mutation(({ ctx, input }) => sendTestEvent(ctx, input)),
  deliveries: userProcedure
    .input(ListWebhookDeliveriesInput)
    .query(({ ctx, input }) => listWebhookDeliveries(ctx, input)),
  resend: userProcedure.input(ResendDeliveryInput).mutation(({ ctx, input }) => resendDelivery(ctx, input)),
});

import type { BillingProfileModel } from "@tollgate/db/generated/models/BillingProfile";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { requireProcessor } from "./require-processor.ts";

/** The billing profile of a workspace, made when it has none. */
export async function ensureProfile(services: Pick<Services, "db">, workspaceId: string): Promise<BillingProfileModel> {
  return await services.db.prisma.billingProfile.upsert({
    where: { workspaceId },
    create: { workspaceId },
    update: {},
  });
}

/** The workspace's customer at the processor, made once: the key makes a repeated attempt find the first. */
export async function ensureCustomer(services: Services, workspaceId: string, email: string | null): Promise<string> {
  const profile = await ensureProfile(services, workspaceId);
  if (profile.customerId !== null) return profile.customerId;
  const { stripe } = requireProcessor(services);
  const workspace = await services.db.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const customer = await stripe.customers
    .create(
      { name: workspace.name, metadata: { workspace: workspaceId }, ...(email !== null && { email }) },
      { idempotencyKey: `customer:${workspaceId}` },
    )
    .catch((cause: unknown) => {
      throw new MarketplaceError("unavailable", "The payment processor does not answer. Try again in a moment.", {
        cause,
      });
    });
  await services.db.prisma.billingProfile.updateMany({
    where: { workspaceId, customerId: null },
    data: { customerId: customer.id },
  });
  const stored = await services.db.prisma.billingProfile.findUniqueOrThrow({ where: { workspaceId } });
  return stored.customerId ?? customer.id;
}

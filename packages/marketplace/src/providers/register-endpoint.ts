import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { actorId, type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { writeUnitPrices } from "../settlement/read-unit-prices.ts";
import { checkAddress } from "./check-address.ts";
import { checkCredential } from "./check-credential.ts";
import {
  Credential,
  EndpointAddress,
  EndpointDialect,
  EndpointLimits,
  EndpointTraits,
  UpstreamModel,
} from "./endpoint-input.ts";
import { type EndpointView, findEndpointViews } from "./endpoint-view.ts";
import { PriceInput, readPrices } from "./price-input.ts";
import { probeAndRecord } from "./probe-and-record.ts";

export const RegisterEndpointInput = EndpointLimits.extend(EndpointTraits.shape).extend({
  workspaceId: z.string(),
  providerId: z.string("Choose a provider."),
  modelId: z.string("Choose a model."),
  baseUrl: EndpointAddress,
  dialect: EndpointDialect.default("openai-chat"),
  upstreamModel: UpstreamModel,
  /** The key our calls carry. Sealed before it is stored and never shown again. */
  credential: Credential.optional(),
  prices: PriceInput,
});
export type RegisterEndpointInput = z.input<typeof RegisterEndpointInput>;

/**
 * Offers a model of the catalogue at a provider's own address and price. It waits for an operator's review; a probe runs at once. Admins and
 * owners may.
 */
export async function registerEndpoint(ctx: Context, input: RegisterEndpointInput): Promise<EndpointView> {
  const { workspaceId, prices, credential, ...data } = parseInput(RegisterEndpointInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await requireOwnProvider(ctx, workspaceId, data.providerId);
  const unitPrices = readPrices(prices, await outputsOf(ctx, data.modelId));
  const baseUrl = await checkAddress(ctx, data.baseUrl);
  await checkCredential(ctx, { credential: credential ?? null, dialect: data.dialect, baseUrl });
  const id = newId("endpoint");
  const credentialSealed = credential === undefined ? null : ctx.keyRing.seal(credential, id);
  try {
    await ctx.db.prisma.$transaction(async (tx) => {
      await tx.endpoint.create({ data: { ...data, id, baseUrl, credentialSealed } });
      await tx.priceVersion.create({
        data: {
          id: newId("priceVersion"),
          endpointId: id,
          prices: writeUnitPrices(unitPrices),
          effectiveAt: ctx.now(),
          createdById: actorId(ctx),
        },
      });
      await recordAudit(tx, ctx, {
        action: "registerEndpoint",
        workspaceId,
        subjectId: id,
        detail: { modelId: data.modelId, baseUrl },
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = "This provider already serves this model. Change the endpoint that is there.";
    throw new MarketplaceError("conflict", message, { field: "modelId", cause: error });
  }
  await probeAndRecord(ctx, id, "full");
  const [view] = await findEndpointViews(ctx.db.prisma, { where: { id }, now: ctx.now() });
  if (!view) throw new Error("the endpoint that was registered is gone");
  return view;
}

async function requireOwnProvider(ctx: Context, workspaceId: string, providerId: string): Promise<void> {
  const provider = await ctx.db.prisma.provider.findFirst({ where: { id: providerId, workspaceId } });
  if (!provider) throw new MarketplaceError("not_found", "This provider does not exist.", { field: "providerId" });
  if (provider.status !== "active")
    throw new MarketplaceError("precondition_failed", "This provider is suspended. Ask the operator about it.");
}

/** What a model of the catalogue gives. */
async function outputsOf(ctx: Context, modelId: string): Promise<readonly string[]> {
  const model = await ctx.db.prisma.model.findUnique({ where: { id: modelId }, select: { outputModalities: true } });
  if (model) return model.outputModalities;
  const message = "This model is not in the catalogue. Choose one from the list.";
  throw new MarketplaceError("invalid_input", message, { field: "modelId" });
}

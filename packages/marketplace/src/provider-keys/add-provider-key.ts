import { newId } from "@tollgate/db/ids";
import { modelKind } from "@tollgate/gateway/model-kind";
import { z } from "zod";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { Credential } from "../providers/endpoint-input.ts";
import { probeUpstream } from "../providers/probe-upstream.ts";
import { type ProviderKeyView, toProviderKeyView, WITH_PROVIDER } from "./provider-key-view.ts";

export const AddProviderKeyInput = z.object({
  workspaceId: z.string(),
  providerId: z.string("Choose a provider."),
  /** Sealed before it is stored and never shown again. */
  credential: Credential,
  fallsBack: z.boolean("Say whether calls may go on without your key.").default(true),
});
export type AddProviderKeyInput = z.input<typeof AddProviderKeyInput>;

const HINT_CHARACTERS = 4;

/**
 * Stores a workspace's own key at a provider, after the provider has answered to it. Calls of the provider's endpoints that take such keys go with
 * it first. Admins and owners may.
 * @throws MarketplaceError `invalid_input` with the provider's answer when it does not take the key.
 */
export async function addProviderKey(ctx: Context, input: AddProviderKeyInput): Promise<ProviderKeyView> {
  const { workspaceId, providerId, credential, fallsBack } = parseInput(AddProviderKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await requireWorkingKey(ctx, providerId, credential);
  const id = newId("providerKey");
  const hint = `…${credential.slice(-HINT_CHARACTERS)}`;
  const data = { id, workspaceId, providerId, hint, fallsBack, createdById: actorId(ctx) };
  try {
    const row = await ctx.db.prisma.$transaction(async (tx) => {
      const credentialSealed = ctx.keyRing.seal(credential, id);
      const made = await tx.providerKey.create({ data: { ...data, credentialSealed }, include: WITH_PROVIDER });
      await recordAudit(tx, ctx, {
        action: "addProviderKey",
        workspaceId,
        subjectId: id,
        detail: { provider: made.provider.name, hint, fallsBack },
      });
      return made;
    });
    await announceChange(ctx, { kind: "workspace", id: workspaceId });
    return toProviderKeyView(row);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = "This workspace has a key at this provider already. Remove it first.";
    throw new MarketplaceError("conflict", message, { field: "providerId", cause: error });
  }
}

/** Asks one of the provider's endpoints that take keys with this one. */
async function requireWorkingKey(ctx: Context, providerId: string, credential: string): Promise<void> {
  const endpoint = await ctx.db.prisma.endpoint.findFirst({
    where: { providerId, status: "approved", allowsOwnKeys: true, provider: { status: "active" } },
    include: { model: { select: { outputModalities: true } } },
    orderBy: { id: "asc" },
  });
  if (!endpoint)
    throw new MarketplaceError("invalid_input", "This provider takes no keys of customers. Choose another one.", {
      field: "providerId",
    });
  const { baseUrl, dialect, upstreamModel, model } = endpoint;
  const target = { baseUrl, dialect, upstreamModel, kind: modelKind(model.outputModalities), credential };
  const probe = await probeUpstream(target, { depth: "full", egressAllow: ctx.egressAllow, now: ctx.now });
  if (!probe.ok) throw new MarketplaceError("invalid_input", probe.message, { field: "credential" });
}

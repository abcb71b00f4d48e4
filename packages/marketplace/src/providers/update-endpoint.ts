import { readDialect } from "@tollgate/gateway/dialect-quirks";
import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
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
import { nextEndpointState, storedStatus } from "./endpoint-states.ts";
import { type EndpointView, findEndpointViews } from "./endpoint-view.ts";
import { lockEndpoint } from "./lock-endpoint.ts";
import { probeAndRecord } from "./probe-and-record.ts";

export const UpdateEndpointInput = EndpointLimits.extend(EndpointTraits.shape).extend({
  workspaceId: z.string(),
  endpointId: z.string(),
  baseUrl: EndpointAddress.optional(),
  dialect: EndpointDialect.optional(),
  upstreamModel: UpstreamModel.optional(),
  /** A new key; `null` takes the key away; left out, the old one stays. */
  credential: Credential.nullish(),
});
export type UpdateEndpointInput = z.input<typeof UpdateEndpointInput>;

/**
 * Changes an endpoint; what is left out stays. Another address, dialect or model is reviewed again, and the old key is not sent to a new address
 * unless it is entered again. Admins and owners may.
 */
export async function updateEndpoint(ctx: Context, input: UpdateEndpointInput): Promise<EndpointView> {
  const { workspaceId, endpointId, credential, ...data } = parseInput(UpdateEndpointInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const baseUrl = data.baseUrl === undefined ? undefined : await checkAddress(ctx, data.baseUrl);
  await ctx.db.prisma.$transaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, { endpointId, owner: { workspaceId }, now: ctx.now() });
    const movedHost = baseUrl !== undefined && new URL(baseUrl).origin !== new URL(endpoint.baseUrl).origin;
    const isNew = (value: string | undefined, old: string) => value !== undefined && value !== old;
    const reviewAgain =
      isNew(baseUrl, endpoint.baseUrl) ||
      isNew(data.dialect, endpoint.dialect) ||
      isNew(data.upstreamModel, endpoint.upstreamModel);
    const state = reviewAgain
      ? (nextEndpointState(endpoint.state, "change_address") ?? endpoint.state)
      : endpoint.state;
    const api = { dialect: data.dialect ?? endpoint.dialect, baseUrl: baseUrl ?? endpoint.baseUrl };
    const needsAnother = proofOf(api.dialect) !== proofOf(endpoint.dialect);
    if (credential !== undefined || movedHost || needsAnother)
      await checkCredential(ctx, { credential: credential ?? null, ...api });
    const sealed = credential ? ctx.keyRing.seal(credential, endpointId) : null;
    await tx.endpoint.update({
      where: { id: endpointId },
      data: {
        ...data,
        baseUrl,
        credentialSealed: credential === undefined && !movedHost && !needsAnother ? undefined : sealed,
        ...(state !== endpoint.state && { status: storedStatus(state), reviewNote: null, reviewedById: null }),
      },
    });
    await recordAudit(tx, ctx, {
      action: "updateEndpoint",
      workspaceId,
      subjectId: endpointId,
      detail: { baseUrl: baseUrl ?? endpoint.baseUrl, credentialChanged: credential !== undefined || movedHost, state },
    });
  });
  await announceChange(ctx, { kind: "endpoint", id: endpointId });
  await probeAndRecord(ctx, endpointId, "full");
  const [view] = await findEndpointViews(ctx.db.prisma, { where: { id: endpointId }, now: ctx.now() });
  if (!view) throw new Error("the endpoint that was changed is gone");
  return view;
}

/** How calls prove themselves; a key of one way is not sent the other. */
function proofOf(dialect: string): string | undefined {
  return readDialect(dialect)?.credential;
}

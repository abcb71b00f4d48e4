import type { Transaction } from "@tollgate/db/open-database";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { type EndpointState, type EndpointStep, nextEndpointState, storedStatus } from "./endpoint-states.ts";
import type { EndpointView } from "./endpoint-view.ts";
import { type EndpointOwner, lockEndpoint } from "./lock-endpoint.ts";
import { tellOfReview } from "./tell-of-review.ts";

export interface EndpointStepWanted {
  readonly endpointId: string;
  readonly owner: EndpointOwner;
  readonly step: EndpointStep;
  /** Verb name, for the audit log. */
  readonly action: string;
  readonly note: string | null;
}

/** Moves an endpoint to its next state in one transaction and tells the proxies. The caller has checked who asks. */
export async function stepEndpoint(ctx: Context, wanted: EndpointStepWanted): Promise<EndpointView> {
  const { endpointId, owner, step } = wanted;
  const view = await ctx.db.prisma.$transaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, { endpointId, owner, now: ctx.now() });
    const state = nextEndpointState(endpoint.state, step);
    if (state === null)
      throw new MarketplaceError(
        "precondition_failed",
        `${stateSentence(endpoint.state)} It cannot be ${DONE[step]} now.`,
      );
    if (step === "approve" && endpoint.price === null)
      throw new MarketplaceError(
        "precondition_failed",
        "This endpoint has no price in force yet, so it cannot be approved.",
      );
    await saveState(tx, ctx, { ...wanted, state });
    return await lockEndpoint(tx, { endpointId, owner, now: ctx.now() });
  });
  await announceChange(ctx, { kind: "endpoint", id: endpointId });
  if (step === "approve" || step === "reject" || step === "suspend") await tellOfReview(ctx, view, step);
  return view;
}

async function saveState(
  tx: Transaction,
  ctx: Context,
  { endpointId, owner, action, note, state }: EndpointStepWanted & { readonly state: EndpointState },
): Promise<void> {
  const isReview = owner === "anyone";
  await tx.endpoint.update({
    where: { id: endpointId },
    data: {
      status: storedStatus(state),
      reviewNote: isReview ? note : null,
      reviewedById: isReview ? (actorId(ctx) ?? "system") : null,
    },
  });
  await recordAudit(tx, ctx, {
    action,
    workspaceId: isReview ? null : owner.workspaceId,
    subjectId: endpointId,
    detail: { state, note },
  });
}

const DONE: Record<EndpointStep, string> = {
  approve: "approved",
  reject: "rejected",
  suspend: "suspended",
  pause: "paused",
  resume: "resumed",
  change_address: "changed",
};

function stateSentence(state: EndpointState): string {
  switch (state) {
    case "pending":
      return "This endpoint waits for its review.";
    case "approved":
      return "This endpoint is approved.";
    case "paused":
      return "This endpoint is paused by its provider.";
    case "rejected":
      return "This endpoint was rejected.";
    case "suspended":
      return "This endpoint is suspended by an operator.";
  }
}

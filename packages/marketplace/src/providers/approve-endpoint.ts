import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { EndpointView } from "./endpoint-view.ts";
import { ReviewNote } from "./review-note.ts";
import { stepEndpoint } from "./step-endpoint.ts";

export const ApproveEndpointInput = z.object({ endpointId: z.string(), note: ReviewNote.optional() });
export type ApproveEndpointInput = z.input<typeof ApproveEndpointInput>;

/** Lets an endpoint take calls. It needs a price in force. Operators may. */
export async function approveEndpoint(ctx: Context, input: ApproveEndpointInput): Promise<EndpointView> {
  requirePlatformRole(ctx, "operator");
  const { endpointId, note } = parseInput(ApproveEndpointInput, input);
  return await stepEndpoint(ctx, {
    endpointId,
    owner: "anyone",
    step: "approve",
    action: "approveEndpoint",
    note: note ?? null,
  });
}

import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { EndpointView } from "./endpoint-view.ts";
import { ReviewNote } from "./review-note.ts";
import { stepEndpoint } from "./step-endpoint.ts";

export const RejectEndpointInput = z.object({ endpointId: z.string(), note: ReviewNote });
export type RejectEndpointInput = z.input<typeof RejectEndpointInput>;

/** Turns an endpoint down with a note that its provider reads. Operators may. */
export async function rejectEndpoint(ctx: Context, input: RejectEndpointInput): Promise<EndpointView> {
  requirePlatformRole(ctx, "operator");
  const { endpointId, note } = parseInput(RejectEndpointInput, input);
  return await stepEndpoint(ctx, { endpointId, owner: "anyone", step: "reject", action: "rejectEndpoint", note: note });
}

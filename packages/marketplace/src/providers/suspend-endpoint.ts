import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { EndpointView } from "./endpoint-view.ts";
import { ReviewNote } from "./review-note.ts";
import { stepEndpoint } from "./step-endpoint.ts";

export const SuspendEndpointInput = z.object({ endpointId: z.string(), note: ReviewNote });
export type SuspendEndpointInput = z.input<typeof SuspendEndpointInput>;

/** Takes an endpoint out of routing until an operator approves it again. The provider reads the note. Operators may. */
export async function suspendEndpoint(ctx: Context, input: SuspendEndpointInput): Promise<EndpointView> {
  requirePlatformRole(ctx, "operator");
  const { endpointId, note } = parseInput(SuspendEndpointInput, input);
  return await stepEndpoint(ctx, {
    endpointId,
    owner: "anyone",
    step: "suspend",
    action: "suspendEndpoint",
    note: note,
  });
}

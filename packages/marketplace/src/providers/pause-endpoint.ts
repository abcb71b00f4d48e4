import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { EndpointView } from "./endpoint-view.ts";
import { stepEndpoint } from "./step-endpoint.ts";

export const PauseEndpointInput = z.object({ workspaceId: z.string(), endpointId: z.string() });
export type PauseEndpointInput = z.input<typeof PauseEndpointInput>;

/** Takes an approved endpoint out of routing; calls in flight finish. Admins and owners may. */
export async function pauseEndpoint(ctx: Context, input: PauseEndpointInput): Promise<EndpointView> {
  const { workspaceId, endpointId } = parseInput(PauseEndpointInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  return await stepEndpoint(ctx, {
    endpointId,
    owner: { workspaceId },
    step: "pause",
    action: "pauseEndpoint",
    note: null,
  });
}

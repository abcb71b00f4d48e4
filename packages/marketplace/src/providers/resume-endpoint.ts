import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { EndpointView } from "./endpoint-view.ts";
import { stepEndpoint } from "./step-endpoint.ts";

export const ResumeEndpointInput = z.object({ workspaceId: z.string(), endpointId: z.string() });
export type ResumeEndpointInput = z.input<typeof ResumeEndpointInput>;

/** Puts a paused endpoint back into routing. What an operator suspended stays so. Admins and owners may. */
export async function resumeEndpoint(ctx: Context, input: ResumeEndpointInput): Promise<EndpointView> {
  const { workspaceId, endpointId } = parseInput(ResumeEndpointInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  return await stepEndpoint(ctx, {
    endpointId,
    owner: { workspaceId },
    step: "resume",
    action: "resumeEndpoint",
    note: null,
  });
}

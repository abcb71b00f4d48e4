import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { checkClaims } from "./check-claims.ts";
import { type EndpointCheckView, listEndpointChecks } from "./list-endpoint-checks.ts";
import { probeAndRecord } from "./probe-and-record.ts";

export const CheckEndpointInput = z.object({ workspaceId: z.string(), endpointId: z.string() });
export type CheckEndpointInput = z.input<typeof CheckEndpointInput>;

/** Checks now whether an endpoint serves what it claims, such as after it was mended. Members may. */
export async function checkEndpoint(ctx: Context, input: CheckEndpointInput): Promise<EndpointCheckView[]> {
  const { workspaceId, endpointId } = parseInput(CheckEndpointInput, input);
  requireWorkspace(ctx, workspaceId);
  await listEndpointChecks(ctx, { workspaceId, endpointId });
  await checkClaims(ctx, endpointId);
  await probeAndRecord(ctx, endpointId, "light");
  return await listEndpointChecks(ctx, { workspaceId, endpointId });
}

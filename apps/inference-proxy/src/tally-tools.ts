import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { isService } from "@tollgate/gateway/services/services";
import { conversationOf } from "@tollgate/gateway/surfaces";
import { checkToolCalls, type ToolCallTally } from "@tollgate/gateway/tool-calls/check-tool-calls";
import type { ToolCallSeen } from "@tollgate/gateway/tool-calls/tool-calls-seen";

/** How the calls of tools in a whole answer came out. An answer that was cut short says nothing of them. */
export function tallyOf(
  { surface, body }: InferenceRequest,
  finishReason: string | null,
  calls: readonly ToolCallSeen[],
): ToolCallTally | null {
  if (calls.length === 0 || isService(surface) || finishReason === "length" || finishReason === "error") return null;
  return checkToolCalls(calls, conversationOf(surface, body), body);
}

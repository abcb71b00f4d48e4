import { getSignedReceipt } from "@tollgate/marketplace/calls/get-signed-receipt";
import type { Context } from "@tollgate/marketplace/context";
import { jsonDownload } from "./json-download.ts";
import { toHttpResponse } from "./to-http-response.ts";

/** Answers a download of a call's signed receipt as JSON. */
export async function exportReceipt(
  ctx: Context,
  { callId, workspaceId }: { readonly callId: string; readonly workspaceId: string },
): Promise<Response> {
  try {
    const signed = await getSignedReceipt(ctx, { workspaceId, callId });
    return jsonDownload(`tollgate-receipt-${signed.receipt.id}.json`, signed);
  } catch (error) {
    return toHttpResponse(error);
  }
}

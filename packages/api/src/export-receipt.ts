import { getSignedReceipt } from "@tollgate/marketplace/calls/get-signed-receipt";
import type { Context } from "@tollgate/marketplace/context";
import { toHttpResponse } from "./to-http-response.ts";

/** Answers a download of a call's signed receipt as JSON. */
export async function exportReceipt(
  ctx: Context,
  { callId, workspaceId }: { readonly callId: string; readonly workspaceId: string },
): Promise<Response> {
  try {
    const signed = await getSignedReceipt(ctx, { workspaceId, callId });
    return new Response(`${JSON.stringify(signed, null, 2)}\n`, {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="tollgate-receipt-${signed.receipt.id}.json"`,
        "Cache-Control": "no-store",
      },
    });
  } catch (error) {
    return toHttpResponse(error);
  }
}

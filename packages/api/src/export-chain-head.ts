import type { Context } from "@tollgate/marketplace/context";
import { getChainHead } from "@tollgate/marketplace/operations/get-chain-head";
import { jsonDownload } from "./json-download.ts";
import { toHttpResponse } from "./to-http-response.ts";

/** Answers a download of the hash chain's head as JSON. */
export async function exportChainHead(ctx: Context): Promise<Response> {
  try {
    const head = await getChainHead(ctx);
    return jsonDownload(`tollgate-ledger-head-${head?.position ?? 0}.json`, { algorithm: "SHA-256", head });
  } catch (error) {
    return toHttpResponse(error);
  }
}

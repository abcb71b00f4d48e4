import { exportChainHead } from "@tollgate/api/export-chain-head";
import { requestContext } from "../../../../server/context.ts";

/** The head of the hash chain over journals, to be kept somewhere else. */
export async function GET(): Promise<Response> {
  return await exportChainHead(await requestContext());
}

import { exportPromotions } from "@tollgate/api/export-promotions";
import { requestContext } from "../../../../server/context.ts";

/** All promotional credit that was given as CSV. */
export async function GET(): Promise<Response> {
  return await exportPromotions(await requestContext());
}

import { checkDueClaims } from "@tollgate/marketplace/providers/check-due-claims";
import { probeDueEndpoints } from "@tollgate/marketplace/providers/probe-endpoints";
import type { Handler } from "../handler.ts";

export const probeEndpoints: Handler = async ({ context }) => ({
  ...(await probeDueEndpoints(context)),
  checked: await checkDueClaims(context),
});

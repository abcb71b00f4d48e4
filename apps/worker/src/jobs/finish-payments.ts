import { finishRefunds } from "@tollgate/marketplace/billing/finish-refunds";
import { refreshCheckouts } from "@tollgate/marketplace/billing/refresh-checkouts";
import { resumeCharges } from "@tollgate/marketplace/billing/resume-charges";
import type { Handler } from "../handler.ts";

export const finishPayments: Handler = async ({ context }) => {
  const charges = await resumeCharges(context);
  const checkouts = await refreshCheckouts(context);
  return { charges, checkouts, refunds: await finishRefunds(context) };
};

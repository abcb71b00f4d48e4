import { finishRefunds } from "@tollgate/marketplace/billing/finish-refunds";
import { resumeCharges } from "@tollgate/marketplace/billing/resume-charges";
import type { Handler } from "../handler.ts";

export const finishPayments: Handler = async ({ context }) => {
  const charges = await resumeCharges(context);
  return { charges, refunds: await finishRefunds(context) };
};

import { pullProcessorTransactions as verb } from "@tollgate/marketplace/reconciliation/pull-processor-transactions";
import type { Handler } from "../handler.ts";

/** Nothing to ask while no processor is configured. */
export const pullProcessorTransactions: Handler = async ({ context }) => ({
  added: context.payments ? await verb(context) : 0,
});

import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";

/** Every account of the ledger as CSV; debits and credits have equal totals. */
export async function GET(): Promise<Response> {
  return await csvDownload(api().then((caller) => caller.finance.exportTrialBalance()));
}

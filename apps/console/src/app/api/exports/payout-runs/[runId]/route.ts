import { csvDownload } from "../../../../../server/csv-download.ts";
import { api } from "../../../../../trpc/server.tsx";

/** Every statement of a payout run as CSV, with control totals. */
export async function GET(_request: Request, { params }: { params: Promise<{ runId: string }> }): Promise<Response> {
  const { runId } = await params;
  return await csvDownload(api().then((caller) => caller.finance.exportRun({ runId })));
}

import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";

/** The differences of a month as CSV, with what was found out about each. */
export async function GET(request: Request): Promise<Response> {
  const month = new URL(request.url).searchParams.get("month") ?? "";
  return await csvDownload(api().then((caller) => caller.reconciliation.exportVariances({ month })));
}

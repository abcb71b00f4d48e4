import { readCorrectionQuery, toCorrectionFilter } from "../../../../corrections/correction-query.ts";
import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";

/** Adjustments and refunds of calls as CSV, with who asked and who decided; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = readCorrectionQuery(Object.fromEntries(new URL(request.url).searchParams));
  return await csvDownload(api().then((caller) => caller.finance.exportCorrections(toCorrectionFilter(query))));
}

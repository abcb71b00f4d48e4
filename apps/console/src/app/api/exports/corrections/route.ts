import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";

/** Every adjustment and refund of a call as CSV, with who asked and who decided. */
export async function GET(): Promise<Response> {
  return await csvDownload(api().then((caller) => caller.finance.exportCorrections()));
}

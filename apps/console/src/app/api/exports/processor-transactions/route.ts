import { exportProcessorTransactions } from "@tollgate/api/export-processor-transactions";
import { requestContext } from "../../../../server/context.ts";

/** What moved our balance at the processor in a month as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  return await exportProcessorTransactions(await requestContext(), {
    month: query.get("month") ?? "",
    category: query.get("category"),
  });
}

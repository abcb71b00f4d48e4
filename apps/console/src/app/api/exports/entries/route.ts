import { exportEntries } from "@tollgate/api/export-entries";
import { readEntryQuery } from "../../../../ledger/entry-query.ts";
import { requestContext } from "../../../../server/context.ts";

/** Entries of the ledger as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = readEntryQuery(Object.fromEntries(new URL(request.url).searchParams));
  return await exportEntries(await requestContext(), { ...query, types: [...query.types], kinds: [...query.kinds] });
}

import { csvDownload } from "../../../../server/csv-download.ts";
import { readTestCallQuery } from "../../../../test-mode/test-call-query.ts";
import { api } from "../../../../trpc/server.tsx";

/** Test calls of an app as CSV; the query is that of their page. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const { key, model, ended } = readTestCallQuery(Object.fromEntries(searchParams));
  const caller = await api();
  return await csvDownload(
    caller.testMode.exportCalls({
      workspaceId: searchParams.get("workspaceId") ?? "",
      appId: searchParams.get("appId") ?? "",
      keyId: key,
      modelId: model,
      ended,
    }),
  );
}

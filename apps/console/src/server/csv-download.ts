import "server-only";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";

/** A finished export as its procedure answers it. */
type CsvFile = { fileName: string; csv: string; sha256: string };

/** Answers with a file to keep; a refusal is plain text, because a person sees it in the browser. */
export async function csvDownload(asked: Promise<CsvFile>): Promise<Response> {
  try {
    const { fileName, csv, sha256 } = await asked;
    return new Response(csv, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${fileName}"`,
        "Cache-Control": "no-store",
        "X-Content-SHA256": sha256,
      },
    });
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return new Response(`${error.message}\n`, {
      status: getHTTPStatusCodeFromError(error),
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    });
  }
}

import type { Context } from "@tollgate/marketplace/context";
import { csvResponse } from "./csv-response.ts";
import { toHttpResponse } from "./to-http-response.ts";

export interface ListDownload {
  /** How the file's name begins, such as `disputes`. */
  readonly name: string;
  /** Throws before the first piece when the person may not. */
  readonly pieces: () => Promise<AsyncGenerator<string>>;
}

/** Answers a download of a list of the desk as CSV. */
export async function exportList(ctx: Context, { name, pieces }: ListDownload): Promise<Response> {
  try {
    return csvResponse(`tollgate-${name}-${ctx.now().toISOString().slice(0, 10)}.csv`, await pieces());
  } catch (error) {
    return toHttpResponse(error);
  }
}

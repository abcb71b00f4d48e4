import type { Context } from "@tollgate/marketplace/context";
import { getEvidence } from "@tollgate/marketplace/disputes/get-evidence";
import { exportPayments as payments } from "@tollgate/marketplace/documents/export-payments";
import { getInvoice } from "@tollgate/marketplace/documents/get-invoice";
import { getStatement } from "@tollgate/marketplace/documents/get-statement";
import { csvResponse } from "./csv-response.ts";
import { fileResponse } from "./file-response.ts";
import { toHttpResponse } from "./to-http-response.ts";

export interface DocumentAsked {
  readonly id: string;
  readonly workspaceId: string;
}

/** Answers a download of a paid top-up's invoice as PDF. */
export async function exportInvoice(ctx: Context, { id, workspaceId }: DocumentAsked): Promise<Response> {
  try {
    const { fileName, pdf } = await getInvoice(ctx, { workspaceId, paymentId: id });
    return fileResponse(fileName, "application/pdf", new Uint8Array(pdf));
  } catch (error) {
    return toHttpResponse(error);
  }
}

/** Answers a download of a payee's statement, as PDF unless CSV is asked for. */
export async function exportStatement(
  ctx: Context,
  { id, workspaceId, format }: DocumentAsked & { readonly format: string | null },
): Promise<Response> {
  try {
    const wanted = format === "csv" ? "csv" : "pdf";
    const { fileName, content } = await getStatement(ctx, { workspaceId, itemId: id, format: wanted });
    if (typeof content === "string") return fileResponse(fileName, "text/csv; charset=utf-8", content);
    return fileResponse(fileName, "application/pdf", new Uint8Array(content));
  } catch (error) {
    return toHttpResponse(error);
  }
}

/** Answers a download of the evidence about a dispute as PDF. */
export async function exportEvidence(ctx: Context, disputeId: string): Promise<Response> {
  try {
    const { fileName, pdf } = await getEvidence(ctx, { disputeId });
    return fileResponse(fileName, "application/pdf", new Uint8Array(pdf));
  } catch (error) {
    return toHttpResponse(error);
  }
}

/** Answers a download of a workspace's payments as CSV. */
export async function exportPayments(ctx: Context, workspaceId: string): Promise<Response> {
  try {
    const pieces = await payments(ctx, { workspaceId });
    return csvResponse(`tollgate-payments-${ctx.now().toISOString().slice(0, 10)}.csv`, pieces);
  } catch (error) {
    return toHttpResponse(error);
  }
}

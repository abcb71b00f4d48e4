import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import type { PdfFile } from "../documents/get-invoice.ts";
import { parseInput } from "../parse-input.ts";
import { evidencePdf } from "./evidence-document.ts";
import { gatherEvidence } from "./gather-evidence.ts";

export const GetEvidenceInput = z.object({ disputeId: z.string().max(100) });
export type GetEvidenceInput = z.input<typeof GetEvidenceInput>;

/** The evidence pack as PDF: what was sent, byte for byte, or what would be sent now. Finance may. */
export async function getEvidence(ctx: Context, input: GetEvidenceInput): Promise<PdfFile> {
  requirePlatformRole(ctx, "finance");
  const { disputeId } = parseInput(GetEvidenceInput, input);
  const dispute = await ctx.db.prisma.dispute.findUnique({ where: { id: disputeId }, include: { evidence: true } });
  if (dispute?.evidence) return { fileName: `evidence-${disputeId}.pdf`, pdf: dispute.evidence.pdf };
  const facts = await gatherEvidence(ctx, disputeId);
  const pdf = await evidencePdf({ facts, statement: "", seller: ctx.seller, at: ctx.now() });
  return { fileName: `evidence-draft-${disputeId}.pdf`, pdf };
}

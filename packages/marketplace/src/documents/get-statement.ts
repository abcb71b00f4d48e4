import { z } from "zod";
import { type Context, requirePlatformRole, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { fileNameOf, statementCsv, statementPdf } from "./statement-document.ts";

export const GetStatementInput = z.object({
  workspaceId: z.string(),
  itemId: z.string(),
  format: z.enum(["pdf", "csv"]),
});
export type GetStatementInput = z.input<typeof GetStatementInput>;

export interface StatementFile {
  readonly fileName: string;
  readonly content: Uint8Array | string;
}

const PAYMENT_WORDS: Readonly<Record<string, string>> = {
  carried: "Nothing is paid, all of it carries over",
  waiting: "Not sent yet",
  sending: "Being sent",
  unknown: "Being sent",
  paid: "Paid",
  failed: "Could not be sent",
  returned: "Came back",
  lapsed: "Not sent, part of the next statement",
};

/** A payee's statement as a file. Members of its workspace may, and finance. */
export async function getStatement(ctx: Context, input: GetStatementInput): Promise<StatementFile> {
  const { workspaceId, itemId, format } = parseInput(GetStatementInput, input);
  requireReader(ctx, workspaceId);
  const item = await ctx.db.prisma.payoutItem.findFirst({
    where: { id: itemId, payeeWorkspaceId: workspaceId },
    include: { run: true },
  });
  if (!item) throw new MarketplaceError("not_found", "There is no such statement.");
  const [workspace, state] = await Promise.all([
    ctx.db.prisma.workspace.findUnique({ where: { id: workspaceId } }),
    ctx.db.pool.query<{ state: string; transfer_id: string | null; ended_at: Date | null }>(
      "SELECT state, transfer_id, ended_at FROM payout_item_state WHERE item_id = $1",
      [itemId],
    ),
  ]);
  const [paid] = state.rows;
  const word = PAYMENT_WORDS[paid?.state ?? ""] ?? "Not sent yet";
  const sent =
    paid?.state === "paid" ? ` on ${paid.ended_at?.toISOString().slice(0, 10)}, transfer ${paid.transfer_id}` : "";
  const facts = {
    ...item,
    payeeName: workspace?.name ?? workspaceId,
    payment: `${word}${sent}`,
    seller: ctx.seller,
  };
  if (format === "pdf") return { fileName: `${fileNameOf(facts)}.pdf`, content: await statementPdf(facts) };
  const { fileName, csv } = statementCsv(facts);
  return { fileName, content: csv };
}

function requireReader(ctx: Context, workspaceId: string): void {
  const { actor } = ctx;
  if (actor.kind === "user" && actor.platformRole === "finance") requirePlatformRole(ctx, "finance");
  else requireWorkspace(ctx, workspaceId);
}

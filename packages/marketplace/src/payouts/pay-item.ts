import type { PayoutAttemptModel } from "@tollgate/db/generated/models/PayoutAttempt";
import { type AttemptStatus, afterAnswer, nextStep } from "@tollgate/payouts/attempt-states";
import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { notifyPayee } from "./notify-payee.ts";
import type { PayoutProcessor } from "./payout-processor.ts";
import { readPayoutSettings } from "./payout-settings.ts";
import { orRefusal } from "./refusals.ts";
import { requirePayouts } from "./require-payouts.ts";

export const PayItemInput = z.object({ itemId: z.string() });
export type PayItemInput = z.input<typeof PayItemInput>;

interface AttemptRow {
  readonly item_id: string;
  readonly number: number;
}

/**
 * Takes one item of an executing run as far as it goes now: starts its attempt, asks the processor outside any transaction and books the
 * answer. Safe to kill between any two lines and to run twice or side by side: the attempt row says what is known, and the processor
 * answers one key once. @returns where the attempt stands afterwards.
 */
export async function payItem(ctx: Context, input: PayItemInput): Promise<AttemptStatus> {
  requirePlatformRole(ctx, "finance");
  const { itemId } = parseInput(PayItemInput, input);
  const processor = requirePayouts(ctx);
  const attempt = await startAttempt(ctx, itemId, false);
  const settings = await readPayoutSettings(ctx.db.prisma);
  const step = nextStep({ ...attempt, status: readStatus(attempt.status) }, ctx.now(), settings);
  switch (step.kind) {
    case "nothing":
    case "wait":
      return await tell(ctx, attempt, readStatus(attempt.status));
    case "send":
      return await tell(ctx, attempt, await send(ctx, processor, attempt));
    case "look_up":
      return await tell(ctx, attempt, await lookUp(ctx, processor, attempt));
  }
}

async function startAttempt(ctx: Context, itemId: string, again: boolean): Promise<PayoutAttemptModel> {
  const [started] = await orRefusal(
    ctx.db.prisma.$queryRaw<
      AttemptRow[]
    >`SELECT item_id, number FROM start_payout_attempt(${itemId}::text, ${again}::boolean)`,
  );
  if (!started) throw new Error("an attempt was neither started nor found");
  const { item_id, number } = started;
  return await ctx.db.prisma.payoutAttempt.findUniqueOrThrow({ where: { itemId_number: { itemId: item_id, number } } });
}

async function send(ctx: Context, processor: PayoutProcessor, attempt: PayoutAttemptModel): Promise<AttemptStatus> {
  // An earlier attempt that was given up may have gone through after all.
  if (attempt.number > 1 && attempt.asks === 0) {
    const known = await findSent(processor, attempt);
    if (known.kind !== "none") return await end(ctx, attempt, known.ending);
  }
  const [noted] = await ctx.db.prisma.$queryRaw<{ asks: number | null }[]>`
    SELECT note_payout_ask(${attempt.itemId}::text, ${attempt.number}::integer, ${ctx.now()}::timestamptz) AS asks`;
  // Another worker ended it between our look and now, or is asking at this moment.
  if (!noted?.asks) return await currentStatus(ctx, attempt);
  const outcome = await processor.createTransfer({
    accountId: attempt.processorAccountId ?? "",
    amountCents: attempt.amountCents,
    transferGroup: attempt.itemId,
    attempt: attempt.number,
    idempotencyKey: attempt.idempotencyKey,
  });
  const next = afterAnswer(outcome, noted.asks - 1);
  if (next === "look_up") return await lookUp(ctx, processor, attempt);
  const transferId = outcome.kind === "sent" ? outcome.transferId : null;
  const problem = outcome.kind === "sent" ? null : outcome.message;
  const status = await end(ctx, attempt, { status: next, transferId, problem });
  return status === "failed" && next === "paid" ? await bookLateTransfer(ctx, processor, attempt) : status;
}

/** Believes the list of transfers: what is in the item's group was sent, what is not was never sent. */
async function lookUp(ctx: Context, processor: PayoutProcessor, attempt: PayoutAttemptModel): Promise<AttemptStatus> {
  const known = await findSent(processor, attempt);
  const nothing = "The processor has no such transfer; the amount is payable again.";
  return await end(
    ctx,
    attempt,
    known.kind === "none" ? { status: "failed", transferId: null, problem: nothing } : known.ending,
  );
}

type Known = { readonly kind: "none" } | { readonly kind: "ending"; readonly ending: AttemptEnd };

async function findSent(processor: PayoutProcessor, attempt: PayoutAttemptModel): Promise<Known> {
  try {
    const sent = (await processor.findTransfers(attempt.itemId)).find((transfer) => !transfer.isReversed);
    if (!sent) return { kind: "none" };
    return { kind: "ending", ending: { status: "paid", transferId: sent.transferId, problem: null } };
  } catch (error) {
    return { kind: "ending", ending: { status: "unknown", transferId: null, problem: String(error) } };
  }
}

/** The money left although the attempt had been given up: the next attempt finds the transfer and books it, and sends nothing. */
async function bookLateTransfer(
  ctx: Context,
  processor: PayoutProcessor,
  { itemId }: PayoutAttemptModel,
): Promise<AttemptStatus> {
  return await lookUp(ctx, processor, await startAttempt(ctx, itemId, true));
}

interface AttemptEnd {
  readonly status: "paid" | "failed" | "unknown";
  readonly transferId: string | null;
  readonly problem: string | null;
}

async function end(ctx: Context, attempt: PayoutAttemptModel, ending: AttemptEnd): Promise<AttemptStatus> {
  const [row] = await ctx.db.prisma.$queryRaw<{ status: string }[]>`
    SELECT end_payout_attempt(${attempt.itemId}::text, ${attempt.number}::integer, ${ending.status}::text, ${ending.transferId}::text,
      ${ending.problem}::text) AS status`;
  return readStatus(row?.status ?? "");
}

async function currentStatus(ctx: Context, { itemId, number }: PayoutAttemptModel): Promise<AttemptStatus> {
  const row = await ctx.db.prisma.payoutAttempt.findUniqueOrThrow({ where: { itemId_number: { itemId, number } } });
  return readStatus(row.status);
}

async function tell(ctx: Context, attempt: PayoutAttemptModel, status: AttemptStatus): Promise<AttemptStatus> {
  if (status === "paid" || status === "failed") await notifyPayee(ctx, { itemId: attempt.itemId, kind: status });
  return status;
}

/** The status as stored; the database holds no others. */
export function readStatus(text: string): AttemptStatus {
  switch (text) {
    case "sending":
    case "unknown":
    case "paid":
    case "failed":
    case "returned":
      return text;
    default:
      throw new Error(`unknown attempt status ${text}`);
  }
}

import { type AttemptFacts, type AttemptStatus, afterAnswer, nextStep } from "@tollgate/payouts/attempt-states";
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
  readonly status: string;
  readonly idempotency_key: string;
  readonly processor_account_id: string | null;
  readonly amount_cents: bigint;
  readonly asks: number;
  readonly asked_at: Date | null;
  readonly started_at: Date;
}

interface Attempt extends AttemptFacts {
  readonly itemId: string;
  readonly number: number;
  readonly idempotencyKey: string;
  readonly accountId: string;
  readonly amountCents: bigint;
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
  const step = nextStep(attempt, ctx.now(), settings);
  switch (step.kind) {
    case "nothing":
    case "wait":
      return await tell(ctx, attempt, attempt.status);
    case "send":
      return await tell(ctx, attempt, await send(ctx, processor, attempt));
    case "look_up":
      return await tell(ctx, attempt, await lookUp(ctx, processor, attempt));
  }
}

async function startAttempt(ctx: Context, itemId: string, again: boolean): Promise<Attempt> {
  const { rows } = await orRefusal(
    ctx.db.pool.query<AttemptRow>("SELECT * FROM start_payout_attempt($1::text, $2::boolean)", [itemId, again]),
  );
  const [row] = rows;
  if (!row) throw new Error("an attempt was neither started nor found");
  return {
    ...{ itemId: row.item_id, number: row.number, status: readStatus(row.status), idempotencyKey: row.idempotency_key },
    ...{ accountId: row.processor_account_id ?? "", amountCents: row.amount_cents },
    ...{ asks: row.asks, askedAt: row.asked_at, startedAt: row.started_at },
  };
}

async function send(ctx: Context, processor: PayoutProcessor, attempt: Attempt): Promise<AttemptStatus> {
  // An earlier attempt that was given up may have gone through after all.
  if (attempt.number > 1 && attempt.asks === 0) {
    const known = await findSent(processor, attempt);
    if (known.kind !== "none") return await end(ctx, attempt, known.ending);
  }
  const [noted] = (
    await ctx.db.pool.query<{ asks: number | null }>(
      "SELECT note_payout_ask($1::text, $2::integer, $3::timestamptz) AS asks",
      [attempt.itemId, attempt.number, ctx.now()],
    )
  ).rows;
  // Another worker ended it between our look and now, or is asking at this moment.
  if (!noted?.asks) return await currentStatus(ctx, attempt);
  const outcome = await processor.createTransfer({
    accountId: attempt.accountId,
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
async function lookUp(ctx: Context, processor: PayoutProcessor, attempt: Attempt): Promise<AttemptStatus> {
  const known = await findSent(processor, attempt);
  const nothing = "The processor has no such transfer; the amount is payable again.";
  return await end(
    ctx,
    attempt,
    known.kind === "none" ? { status: "failed", transferId: null, problem: nothing } : known.ending,
  );
}

type Known = { readonly kind: "none" } | { readonly kind: "ending"; readonly ending: AttemptEnd };

async function findSent(processor: PayoutProcessor, attempt: Attempt): Promise<Known> {
  try {
    const sent = (await processor.findTransfers(attempt.itemId)).find((transfer) => !transfer.isReversed);
    if (!sent) return { kind: "none" };
    return { kind: "ending", ending: { status: "paid", transferId: sent.transferId, problem: null } };
  } catch (error) {
    return { kind: "ending", ending: { status: "unknown", transferId: null, problem: String(error) } };
  }
}

/** The money left although the attempt had been given up: the next attempt finds the transfer and books it, and sends nothing. */
async function bookLateTransfer(ctx: Context, processor: PayoutProcessor, { itemId }: Attempt): Promise<AttemptStatus> {
  return await lookUp(ctx, processor, await startAttempt(ctx, itemId, true));
}

interface AttemptEnd {
  readonly status: "paid" | "failed" | "unknown";
  readonly transferId: string | null;
  readonly problem: string | null;
}

async function end(ctx: Context, attempt: Attempt, ending: AttemptEnd): Promise<AttemptStatus> {
  const { rows } = await ctx.db.pool.query<{ status: string }>(
    "SELECT end_payout_attempt($1::text, $2::integer, $3::text, $4::text, $5::text) AS status",
    [attempt.itemId, attempt.number, ending.status, ending.transferId, ending.problem],
  );
  return readStatus(rows[0]?.status ?? "");
}

async function currentStatus(ctx: Context, { itemId, number }: Attempt): Promise<AttemptStatus> {
  const row = await ctx.db.prisma.payoutAttempt.findUniqueOrThrow({ where: { itemId_number: { itemId, number } } });
  return readStatus(row.status);
}

async function tell(ctx: Context, attempt: Attempt, status: AttemptStatus): Promise<AttemptStatus> {
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

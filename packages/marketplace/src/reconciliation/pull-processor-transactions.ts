import type { Transaction } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import { NANO_PER_CENT } from "@tollgate/money/nano";
import type Stripe from "stripe";
import { requireProcessor } from "../billing/require-processor.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { type ProcessorFacts, toProcessorFacts } from "./processor-facts.ts";

/** What was said up to this moment has been pulled. */
export const PULL_JOB = "pull-processor-transactions";

/** Asked for again each time: the processor may list a transaction a little after it was made. */
const OVERLAP_MS = 3_600_000;
const BATCH = 100;

/**
 * Reads the processor's own account of our balance from where the last pull ended, keeps what is new as it was said, and books the fees that
 * the processor kept from payments. Twice, late or side by side changes nothing more. Finance may. @returns how many were new.
 */
export async function pullProcessorTransactions(ctx: Context): Promise<number> {
  requirePlatformRole(ctx, "finance");
  const { stripe } = requireProcessor(ctx);
  const began = ctx.now();
  const last = await ctx.db.prisma.jobWatermark.findUnique({ where: { job: PULL_JOB } });
  const since = last ? Math.floor((last.bookedAt.getTime() - OVERLAP_MS) / 1000) : 0;
  let added = 0;
  let batch: ProcessorFacts[] = [];
  const save = async () => {
    added += await ctx.db.prisma.$transaction((tx) => keep(tx, batch));
    batch = [];
  };
  const listed = stripe.balanceTransactions.list({ created: { gte: since }, limit: 100, expand: ["data.source"] });
  for await (const transaction of listed) {
    if (transaction.currency === "usd") batch.push(toProcessorFacts(transaction));
    if (batch.length === BATCH) await save();
  }
  await save();
  await ctx.db.prisma.jobWatermark.upsert({
    where: { job: PULL_JOB },
    create: { job: PULL_JOB, bookedAt: began },
    update: { bookedAt: began },
  });
  return added;
}

async function keep(tx: Transaction, batch: readonly ProcessorFacts[]): Promise<number> {
  let added = 0;
  for (const facts of batch) {
    const { count } = await tx.processorTransaction.createMany({ data: [facts], skipDuplicates: true });
    if (count === 0) continue;
    added += 1;
    // The fee of a dispute is booked as it opens; see `applyDispute`.
    if (
      facts.feeCents !== 0n &&
      facts.category === ("charge" satisfies Stripe.BalanceTransaction["reporting_category"])
    )
      await bookFee(tx, facts);
  }
  return added;
}

async function bookFee(tx: Transaction, { id, feeCents, createdAt }: ProcessorFacts): Promise<void> {
  const amountNano = feeCents * NANO_PER_CENT;
  await postJournal(tx, {
    kind: "top_up",
    idempotencyKey: `processor_fee:${id}`,
    eventAt: createdAt,
    memo: `Fee of the processor, transaction ${id}`,
    reverses: null,
    postings: [
      { type: "processor_fees", owner: "platform", amountNano: -amountNano },
      { type: "processor_cash", owner: "platform", amountNano },
    ],
  });
}

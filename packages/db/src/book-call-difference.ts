import type { Posting } from "@tollgate/ledger/posting";
import type { Transaction } from "./open-database.ts";

export interface CallDifference {
  readonly callId: string;
  readonly memo: string;
  readonly postings: readonly Posting[];
}

/** SQLSTATE of a difference that no operator decided to book, or that is not this call's. */
export const NO_SUCH_DIFFERENCE = "TG016";

/**
 * Books that a call is paid like the end that came after its recorded one, in the transaction that resolves the event in quarantine. The
 * database demands that resolution, and looks at who is paid and how much.
 */
export async function bookCallDifference(tx: Transaction, { callId, memo, postings }: CallDifference): Promise<void> {
  const types = postings.map((posting) => posting.type);
  const owners = postings.map((posting) => posting.owner);
  const amounts = postings.map((posting) => posting.amountNano);
  await tx.$queryRaw`SELECT book_call_difference(${callId}::uuid, ${memo}::text, ${types}::text[], ${owners}::text[],
    ${amounts}::bigint[])::text AS journal`;
}

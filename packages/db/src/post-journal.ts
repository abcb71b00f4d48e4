import { createHash } from "node:crypto";
import { assertBalanced, type JournalDraft } from "@tollgate/ledger/posting";
import type { Transaction } from "./open-database.ts";

export interface PostedJournal {
  readonly journalId: string;
  /** False when this key had already been posted with the same content. */
  readonly created: boolean;
}

/**
 * Posts one balanced journal inside the caller's transaction, so that it commits together with what caused it.
 * @throws when it does not balance, touches an account type its kind may not, or its key was used with other content.
 */
export async function postJournal(tx: Transaction, draft: JournalDraft): Promise<PostedJournal> {
  assertBalanced(draft);
  const types = draft.postings.map((posting) => posting.type);
  const owners = draft.postings.map((posting) => posting.owner);
  const amounts = draft.postings.map((posting) => posting.amountNano);
  const rows = await tx.$queryRaw<{ journal_id: string; created: boolean }[]>`
    SELECT journal_id::text, created FROM post_journal(${draft.kind}::text, ${draft.idempotencyKey}::text, ${hashOf(draft)}::bytea,
      ${draft.eventAt}::timestamptz, ${draft.memo}::text, ${draft.reverses}::uuid, ${types}::text[], ${owners}::text[], ${amounts}::bigint[])`;
  const row = rows[0];
  if (!row) throw new Error("post_journal returned nothing");
  return { journalId: row.journal_id, created: row.created };
}

/** Content of a journal without its times: a retry a second later is the same request. */
function hashOf(draft: JournalDraft): Uint8Array<ArrayBuffer> {
  const lines = draft.postings.map((posting) => `${posting.type} ${posting.owner} ${posting.amountNano}`).sort();
  const digest = createHash("sha256")
    .update([draft.kind, draft.reverses ?? "", ...lines].join("\n"))
    .digest();
  return new Uint8Array(digest);
}

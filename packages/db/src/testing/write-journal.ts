import { randomUUID } from "node:crypto";
import type { JournalKind } from "@tollgate/ledger/journal-kinds";
import type { Posting } from "@tollgate/ledger/posting";
import pg from "pg";

export interface WrittenJournal {
  readonly kind: JournalKind;
  readonly eventAt: Date;
  readonly postings: readonly Posting[];
}

/** Posts a journal of any kind as the owner of the database, for tests of what reads them. The application role cannot. */
export async function writeJournal(url: string, { kind, eventAt, postings }: WrittenJournal): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query("SELECT write_journal($1, $2, sha256('test'), $3, 'test', NULL, $4, $5, $6)", [
      kind,
      `test:${randomUUID()}`,
      eventAt,
      postings.map((posting) => posting.type),
      postings.map((posting) => posting.owner),
      postings.map((posting) => `${posting.amountNano}`),
    ]);
  } finally {
    await owner.end();
  }
}

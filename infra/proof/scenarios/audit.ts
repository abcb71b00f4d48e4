import { services } from "@tollgate/marketplace/testing/verbs";
import pg from "pg";
import { expect } from "vitest";
import type { ActInput } from "../crash-acts.ts";
import { done, mailsTo, type Scenarios } from "../crash-trials.ts";
import { operator } from "../crash-world.ts";
import { countJournals } from "../wholeness.ts";

const SENTENCE = /^- The balance of processor_cash platform is /m;

/** What there was before a trial, and what the pass of the trial left when it ended, whatever ended it. */
let before = { mails: 0, journals: 0n, lastAudit: 0n };
let left: { readonly mailed: number; readonly noted: boolean } | null = null;

/** A balance says another amount than its entries, as only the database's owner can make it say. */
async function changeBalance(byNano: number): Promise<void> {
  const owner = new pg.Client({ connectionString: services.db.pool.options.connectionString });
  await owner.connect();
  try {
    await owner.query("SET session_replication_role = replica");
    const account = "SELECT id FROM ledger_account WHERE type = 'processor_cash' AND owner = 'platform'";
    const changed = await owner.query(
      `UPDATE balance SET posted_nano = posted_nano + ${byNano} WHERE account_id = (${account})`,
    );
    expect(changed.rowCount).toBe(1);
  } finally {
    await owner.end();
  }
}

async function somethingToFind(): Promise<Partial<ActInput>> {
  const last = await services.db.prisma.ledgerAudit.findFirst({ orderBy: { id: "desc" } });
  before = { mails: await countMails(), journals: await countJournals(), lastAudit: last?.id ?? 0n };
  left = null;
  await changeBalance(5);
  return {};
}

/** E-mails that tell the operator of what is planted. */
async function countMails(): Promise<number> {
  const { email } = await services.db.prisma.user.findUniqueOrThrow({ where: { id: operator } });
  return mailsTo(email).filter(({ text }) => SENTENCE.test(text)).length;
}

/** Whether operators are noted as told of what is planted. */
async function isNoted(): Promise<boolean> {
  const where = { audit: { id: { gt: before.lastAudit }, ok: false } };
  return (await services.db.prisma.auditNotice.count({ where })) > 0;
}

/** The next pass of the schedule. The connection of a worker that was killed may keep the lock of its pass for a moment. */
async function nextPass(): Promise<void> {
  const locks = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  await expect.poll(async () => (await services.db.pool.query(locks)).rowCount, { interval: 20 }).toBe(0);
  await done("audit", {});
}

export const AUDIT: Scenarios = {
  "an audit pass tells operators of a finding": {
    act: "audit",
    prepare: somethingToFind,
    async insist() {
      left ??= { mailed: (await countMails()) - before.mails, noted: await isNoted() };
      await nextPass();
    },
    // Nobody is noted as told who was not. Whoever was told and is not noted so is told once more, all others once; then never again.
    async check() {
      expect(left).not.toEqual({ mailed: 0, noted: true });
      expect(left?.mailed).toBeLessThanOrEqual(1);
      const told = left?.mailed === 1 && !left.noted ? 2 : 1;
      await nextPass();
      expect((await countMails()) - before.mails).toBe(told);
      await changeBalance(-5);
      expect(await countJournals()).toBe(before.journals);
    },
  },
};

import { readCreditState } from "@tollgate/db/redis/credit-state";
import { expect } from "vitest";
import { expectBooksToBalance } from "../books.ts";
import { leftOf, type Model, restOf } from "./model.ts";
import type { World } from "./world.ts";

/** The invariants of money, each against the model: run after every step. */
export async function expectInvariants(model: Model, world: World): Promise<void> {
  const { db } = world.fixture;
  // Conservation: every account, by kind of journal and month, is what arithmetic says, and all of them together are nothing.
  expect(await ledgerOf(world)).toEqual(summed(model));
  await expectBooksToBalance(db);
  await expectSigns(world);
  await expectDerivedAmounts(world);
  await expectHolds(model, world);
}

/** What Postgres has booked, one line per kind, month and account. */
export async function ledgerOf({ fixture: { db } }: World): Promise<string[]> {
  const { rows } = await db.pool.query<{ line: string }>(
    `SELECT concat_ws(' ', j.kind, to_char(j.period, 'YYYY-MM'), a.type, a.owner, sum(e.amount_nano)) AS line
      FROM entry e JOIN journal j ON j.id = e.journal_id JOIN ledger_account a ON a.id = e.account_id
      GROUP BY j.kind, j.period, a.type, a.owner HAVING sum(e.amount_nano) <> 0`,
  );
  return rows.map((row) => row.line).toSorted();
}

function summed(model: Model): string[] {
  const sums = new Map<string, bigint>();
  for (const { kind, period, type, owner, amount } of model.entries) {
    const key = `${kind} ${period} ${type} ${owner}`;
    sums.set(key, (sums.get(key) ?? 0n) + amount);
  }
  return [...sums]
    .filter(([, sum]) => sum !== 0n)
    .map(([key, sum]) => `${key} ${sum}`)
    .toSorted();
}

/** Sign: nothing that can only be given is negative, and no refund gives back more than was taken. */
async function expectSigns({ fixture: { db } }: World): Promise<void> {
  const { rows } = await db.pool.query<{ wrong: string }>(
    `SELECT concat_ws(' ', a.type, b.posted_nano) AS wrong FROM balance b JOIN ledger_account a ON a.id = b.account_id
        WHERE a.type IN ('customer_promotional_credit', 'sponsored_credit', 'payee_holdback', 'payout_clearing') AND b.posted_nano < 0
      UNION ALL SELECT 'call ' || id FROM call WHERE least(cost_nano, fee_nano, surcharge_nano) < 0
      UNION ALL SELECT 'lot ' || id FROM promotional_lot WHERE least(spent_nano, expired_nano, amount_nano - spent_nano - expired_nano) < 0
      UNION ALL SELECT 'call refunded ' || c.id FROM call c JOIN call_refund r ON r.call_id = c.id GROUP BY c.id, c.cost_nano, c.fee_nano,
        c.surcharge_nano HAVING sum(r.cost_nano) > c.cost_nano OR sum(r.fee_nano) > c.fee_nano OR sum(r.surcharge_nano) > c.surcharge_nano
      UNION ALL SELECT 'payment ' || id FROM payment WHERE refunded_cents + disputed_cents > amount_cents`,
  );
  expect(rows).toEqual([]);
}

/** Derived identity: a charge is the sum of its legs, and an independent bill in SQL `numeric` says the same of every call. */
async function expectDerivedAmounts({ fixture: { db } }: World): Promise<void> {
  const { rows } = await db.pool.query(
    `SELECT b.* FROM call_bill b JOIN call c ON c.id = b.id WHERE b.unpriced > 0 OR b.cost_billed <> c.cost_nano
      OR b.fee_billed <> c.fee_nano OR b.surcharge_billed <> c.surcharge_nano
      OR c.charge_nano <> c.cost_nano + c.fee_nano + c.surcharge_nano`,
  );
  expect(rows).toEqual([]);
}

/** No overdraft, and hold accounting: what Redis admits against is what the model has, and each call is in exactly one state. */
async function expectHolds(model: Model, { fixture, gate }: World): Promise<void> {
  const state = await readCreditState(gate.redis, fixture.customer.workspaceId);
  expect(state).toMatchObject({ heldNano: model.held, unsettledNano: model.unsettled, availableNano: model.available });
  expect(state?.availableNano).toBe((state?.baseNano ?? 0n) - (state?.heldNano ?? 0n) - (state?.unsettledNano ?? 0n));
  expect(model.available >= -model.allowedDebt).toBe(true);
  await expectAllowances(model, { fixture, gate });
  const { rows } = await fixture.db.pool.query<{ calls: number; lots: bigint }>(
    `SELECT (SELECT count(*) FROM call)::integer AS calls,
      (SELECT coalesce(sum(amount_nano - spent_nano - expired_nano), 0) FROM promotional_lot)::bigint AS lots`,
  );
  const settled = model.calls.filter((call) => call.state === "settled").length;
  const open = model.calls.filter((call) => call.state === "open").length;
  expect(rows[0]).toEqual({ calls: settled, lots: model.lots.reduce((sum, lot) => sum + restOf(lot), 0n) });
  expect(model.calls.length).toBe(settled + model.stream.length + open);
}

/** The same for what the builder sponsors: each allowance in both stores, and the builder's own credit, of which nothing stays set aside. */
async function expectAllowances(model: Model, { fixture, gate }: Pick<World, "fixture" | "gate">): Promise<void> {
  const { customer, builder } = model.parties;
  for (const one of model.allowances) {
    const state = await readCreditState(gate.redis, customer, one.id);
    expect(state).toMatchObject({ heldNano: model.heldOf(one), unsettledNano: model.unsettledOf(one) });
    expect(state?.availableNano).toBe(model.availableOf(one));
  }
  const { rows } = await fixture.db.pool.query<{ left: bigint }>(
    "SELECT coalesce(sum(amount_nano - spent_nano - returned_nano), 0)::bigint AS left FROM sponsored_lot",
  );
  expect(rows[0]?.left).toBe(model.allowances.reduce((sum, one) => sum + leftOf(one), 0n));
  const own = await readCreditState(gate.redis, builder);
  const availableNano = model.balance("customer_credit", builder);
  expect(own).toMatchObject({ heldNano: 0n, unsettledNano: 0n, availableNano });
}

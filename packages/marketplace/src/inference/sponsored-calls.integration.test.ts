import { readCreditState } from "@tollgate/db/redis/credit-state";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { returnSponsored, sponsoredLotId } from "@tollgate/db/sponsored-credit";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { checkHolds } from "../operations/audit/check-holds.ts";
import { checkRedis } from "../operations/audit/check-redis.ts";
import { projectCredit, projectSponsored } from "../settlement/project-credit.ts";
import { sweepExpiredHolds } from "../settlement/sweep-expired-holds.ts";
import { fundSponsorships } from "../sponsorship/fund-sponsorships.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { addCredit } from "../testing/fixture.ts";
import {
  admitted,
  credit,
  fixture,
  gate,
  posted,
  request,
  served,
  settleAll,
  useMoneyPath,
} from "../testing/money-path.ts";
import type { Admission } from "./admission.ts";
import { admitCall } from "./admit-call.ts";
import { finishCall } from "./finish-call.ts";
import { priceOutcome } from "./price-outcome.ts";
import { quoteCall } from "./quote-call.ts";

useMoneyPath();

const now = () => new Date();
/** What the app's margin sponsors per customer and month. */
const ALLOWANCE = 100_000_000n;

let lotId: string;

beforeEach(async () => {
  const { prisma } = fixture.db;
  const { id: appId, grantId } = fixture.app;
  const terms = { basisPoints: 2_000, sponsoredMonthlyNano: ALLOWANCE, effectiveAt: new Date() };
  await prisma.marginVersion.create({ data: { id: "mgn_sponsors", appId, version: 2, ...terms } });
  await fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "app", id: appId }));
  await expect.poll(() => viaApp().key.grant?.margins.length).toBe(2);
  await addCredit({ ...fixture, customer: { ...fixture.customer, workspaceId: fixture.builder.workspaceId } }, "10");
  expect(await fundSponsorships({ ...fixture, now })).toMatchObject({ funded: 1 });
  lotId = sponsoredLotId(grantId, Date.now());
  await projectCredit(fixture, fixture.customer.workspaceId);
});

const viaApp = (more: Parameters<typeof request>[0] = {}) => request({ keyId: fixture.app.keyId, ...more });

async function lot() {
  const state = await readCreditState(fixture.redis, fixture.customer.workspaceId, lotId);
  if (!state) throw new Error("the lot is not loaded");
  expect(state.availableNano).toBe(state.baseNano - state.heldNano - state.unsettledNano);
  return state;
}

const sponsoredNano = () => accountBalance(fixture.db, fixture.app.grantId, "sponsored_credit");

async function expectAllInOrder() {
  await expectBooksToBalance(fixture.db);
  expect(await checkRedis(fixture)).toEqual([]);
  expect(await checkHolds(fixture)).toEqual([]);
}

test("a sponsored call is held on and paid from the allowance alone, and its builder earns as always", async () => {
  const before = await credit();
  const admission = await admitted(viaApp());
  expect(admission.lotId).toBe(lotId);
  expect(await lot()).toMatchObject({ heldNano: admission.holdNano, availableNano: ALLOWANCE - admission.holdNano });
  expect(await credit()).toEqual(before);
  const outcome = served(admission);
  const { chargeNano, surchargeNano } = priceOutcome(admission, outcome);
  await finishCall(gate, admission, outcome);
  expect(await lot()).toMatchObject({ heldNano: 0n, unsettledNano: chargeNano });
  expect(await settleAll()).toBe(1);
  expect(await lot()).toMatchObject({ baseNano: ALLOWANCE - chargeNano, availableNano: ALLOWANCE - chargeNano });
  expect(await sponsoredNano()).toBe(ALLOWANCE - chargeNano);
  expect(await accountBalance(fixture.db, fixture.builder.workspaceId, "builder_payable")).toBe(surchargeNano);
  expect(await credit()).toEqual(before);
  await expectAllInOrder();
});

test("a customer without credit of their own calls as far as the allowance goes, and not with another key", async () => {
  const poor = await drainOwnCredit();
  expect((await admitCall(gate, request())).kind).toBe("insufficient_credit");
  const quote = await quoteCall(gate, viaApp());
  expect(quote).toMatchObject({ quote: { admission: { kind: "fits", clamped: false } } });
  const first = await admitted(viaApp());
  const rest = await admitted(viaApp({ maxOutputTokens: 16_000 }));
  expect(rest).toMatchObject({ lotId, clamped: true });
  expect((await lot()).availableNano).toBeLessThan(1_000_000n);
  expect((await admitCall(gate, viaApp())).kind).toBe("insufficient_credit");
  for (const admission of [first, rest, poor]) await finishCall(gate, admission, served(admission, { input: 1 }));
  await settleAll();
  await expectAllInOrder();
});

/** Holds all of the customer's own credit. */
async function drainOwnCredit(): Promise<Admission> {
  const availableNano = await posted();
  const admission = await admitted(
    request({ inputTokensBound: Number(availableNano / 2_625n) - 100, maxOutputTokens: 16 }),
  );
  expect((await credit()).availableNano).toBeLessThan(1_000_000n);
  return admission;
}

test("a call the allowance does not cover is paid by the customer, and the allowance waits for one it covers", async () => {
  const large = await admitted(viaApp({ inputTokensBound: 100_000 }));
  expect(large.lotId).toBeNull();
  const small = await admitted(viaApp());
  expect(small.lotId).toBe(lotId);
  for (const admission of [large, small]) await finishCall(gate, admission, served(admission));
  await settleAll();
  const each = priceOutcome(small, served(small)).chargeNano;
  expect([await posted(), await sponsoredNano()]).toEqual([10_000_000_000n - each, ALLOWANCE - each]);
  await expectAllInOrder();
});

test("any calls at once, with any ends, spend neither the allowance nor the customer's credit twice", async () => {
  const own = await posted();
  let sponsored = ALLOWANCE;
  let paid = own;
  const calls = fc.array(
    fc.record({ app: fc.boolean(), used: fc.nat(100), end: fc.constantFrom("finish", "twice", "sweep") }),
    {
      minLength: 10,
      maxLength: 40,
    },
  );
  await fc.assert(
    fc.asyncProperty(calls, async (asked) => {
      const results = await Promise.all(asked.map(({ app }) => admitCall(gate, app ? viaApp() : request())));
      expect((await lot()).availableNano).toBeGreaterThanOrEqual(0n);
      await Promise.all(
        results.map(async (result, index) => {
          const { used, end } = asked[index] ?? { used: 0, end: "finish" };
          if (result.kind !== "admitted") return;
          const { admission } = result;
          if (end === "sweep") return await expire(admission.callId);
          const outcome = served(admission, { input: used * 10, output: used * 10 });
          const { chargeNano } = priceOutcome(admission, outcome);
          if (admission.lotId) sponsored -= chargeNano;
          else paid -= chargeNano;
          await finishCall(gate, admission, outcome);
          if (end === "twice") await finishCall(gate, admission, outcome);
        }),
      );
      await sweepExpiredHolds({ redis: fixture.redis, now });
      await Promise.all([settleAll(), settleAll()]);
      expect([await sponsoredNano(), await posted()]).toEqual([sponsored, paid]);
      expect(await lot()).toMatchObject({ availableNano: sponsored, heldNano: 0n, unsettledNano: 0n });
      expect(await credit()).toMatchObject({ availableNano: paid, heldNano: 0n, unsettledNano: 0n });
    }),
    { numRuns: 12 },
  );
  expect(sponsored).toBeLessThan(ALLOWANCE / 4n);
  await expectAllInOrder();
});

async function expire(callId: string): Promise<void> {
  await fixture.redis.zadd(redisKeys.holds(shardOf(fixture.customer.workspaceId)), 1, callId);
}

test("usage above the hold empties the allowance and the customer pays the rest", async () => {
  const admission = await admitted(viaApp());
  const outcome = served(admission, { input: 50_000 });
  const { chargeNano } = priceOutcome(admission, outcome);
  expect(chargeNano).toBeGreaterThan(ALLOWANCE);
  await finishCall(gate, admission, outcome);
  await settleAll();
  expect([await sponsoredNano(), await posted()]).toEqual([0n, 10_000_000_000n - (chargeNano - ALLOWANCE)]);
  await expectAllInOrder();
});

test("an allowance that is given back takes no more calls", async () => {
  await fixture.db.pool.query("UPDATE app SET status = 'archived' WHERE id = $1", [fixture.app.id]);
  await fixture.db.pool.query("SELECT close_sponsored(10)");
  await returnSponsored(fixture.db.pool, 0);
  await projectSponsored(fixture, { workspaceId: fixture.customer.workspaceId, lotId });
  const admission = await admitted(viaApp());
  expect(admission.lotId).toBeNull();
  expect(await accountBalance(fixture.db, fixture.builder.workspaceId, "customer_credit")).toBe(10_000_000_000n);
});

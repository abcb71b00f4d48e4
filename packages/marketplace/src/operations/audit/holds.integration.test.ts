import { reserveCredit } from "@tollgate/db/redis/reserve-credit";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { expect, test } from "vitest";
import { finishCall } from "../../inference/finish-call.ts";
import { admitted, fixture, gate, request, served, settleAll, useMoneyPath } from "../../testing/money-path.ts";
import { checkHolds } from "./check-holds.ts";

useMoneyPath();

const creditKey = () => redisKeys.credit(shardOf(fixture.customer.workspaceId), fixture.customer.workspaceId);
const found = () => checkHolds(fixture);

test("open calls, refunds under way, waiting usage and quarantine explain all that is kept out of the credit", async () => {
  const open = await admitted(request());
  const ended = await admitted(request());
  const odd = await admitted(request());
  const again = await admitted(request());
  const { workspaceId } = fixture.customer;
  await reserveCredit(gate.redis, { id: "refund", workspaceId, amountNano: 1_000n });
  expect(await found()).toEqual([]);
  await finishCall(gate, ended, served(ended));
  // A unit without a price: what it was charged stays out of the credit until somebody decides.
  await finishCall(gate, odd, served(odd, { input: 10, search: 2 }));
  await finishCall(gate, again, served(again));
  await finishCall(gate, again, served(again));
  expect(await found()).toEqual([]);
  await settleAll();
  expect(await found()).toEqual([]);
  await finishCall(gate, open, served(open));
  expect(await found()).toEqual([]);
});

test("a hold that nobody gives back, and charges that nobody settles, are found with their workspace and amounts", async () => {
  const subject = fixture.customer.workspaceId;
  const open = await admitted(request());
  const ended = await admitted(request());
  await finishCall(gate, ended, served(ended));
  await fixture.redis.hincrby(creditKey(), "held", 7);
  const expected = `${open.holdNano}`;
  const actual = `${open.holdNano + 7n}`;
  expect(await found()).toMatchObject([{ kind: "holds_differ", subject, expected, actual }]);
  await fixture.redis.hincrby(creditKey(), "held", -7);
  await fixture.redis.del(redisKeys.usage(shardOf(subject)));
  expect(await found()).toMatchObject([{ kind: "unsettled_differs", subject, expected: "0", actual: "6562500" }]);
});

test("a reservation that its refund has left behind is found", async () => {
  const { workspaceId } = fixture.customer;
  await admitted(request());
  const { prisma } = fixture.db;
  const payment = {
    id: "pay_left",
    workspaceId,
    createdById: "usr_any",
    amountCents: 1_000,
    creditNano: 10_000_000_000n,
  };
  await prisma.payment.create({ data: payment });
  for (const status of ["reserving", "failed"] as const)
    await prisma.refund.create({
      data: { id: `ref_${status}`, paymentId: payment.id, workspaceId, amountCents: 100, origin: "finance", status },
    });
  await reserveCredit(gate.redis, { id: "ref_reserving", workspaceId, amountNano: 1_000n });
  expect(await found()).toEqual([]);
  await reserveCredit(gate.redis, { id: "ref_failed", workspaceId, amountNano: 7n });
  const [finding] = await found();
  expect(BigInt(finding?.actual ?? 0) - BigInt(finding?.expected ?? 0)).toBe(7n);
});

test("calls that come and go meanwhile are no difference", async () => {
  let going = true;
  const load = (async () => {
    while (going) {
      const calls = await Promise.all(Array.from({ length: 20 }, () => admitted(request())));
      await Promise.all(calls.map((call) => finishCall(gate, call, served(call))));
      await settleAll();
    }
  })();
  try {
    for (let pass = 0; pass < 10; pass++) expect(await found()).toEqual([]);
  } finally {
    going = false;
    await load;
  }
});

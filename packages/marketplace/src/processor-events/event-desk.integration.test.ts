import { expect, test } from "vitest";
import { bought, paymentOf } from "../testing/buyers.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { processor, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { services, useVerbs } from "../testing/verbs.ts";
import { exportStripeEvents } from "./export-stripe-events.ts";
import { getStripeEvent } from "./get-stripe-event.ts";
import { listStripeEvents } from "./list-stripe-events.ts";
import { retryStripeEvent } from "./retry-stripe-event.ts";

useVerbs();
useSandbox();

async function operator() {
  return { ...(await (await newDutyHolder("operator")).ctx()), payments: processor };
}

test("events are found by any id inside them, by state and page by page, and shown without who pays", async () => {
  const ctx = await operator();
  const { paymentId } = await bought();
  await webhooksIdle();
  const intent = (await paymentOf(paymentId)).paymentIntentId ?? "";
  const { events } = await listStripeEvents(ctx, { search: intent, state: "applied" });
  expect(events.map(({ effect }) => effect)).toContain("credited");
  const [first] = events;
  const { payload } = await getStripeEvent(ctx, { eventId: first?.id ?? "" });
  expect(payload).toContain(intent);
  expect(payload).not.toContain("buyer@example.com");
  const all = (await listStripeEvents(ctx, { limit: 200 })).events.map(({ id }) => id);
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listStripeEvents>> = await listStripeEvents(ctx, { limit: 3, cursor });
    paged.push(...page.events.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(paged).toEqual(all);
  let csv = "";
  for await (const piece of await exportStripeEvents(ctx, { search: intent })) csv += piece;
  expect(csv).toContain("credited");
});

test("an event that failed says why, is taken again by an operator, and then counts as applied", async () => {
  const ctx = await operator();
  const { paymentId } = await bought();
  await webhooksIdle();
  const known = await processor.stripe.events.list({ types: ["checkout.session.completed"], limit: 20 });
  const event = known.data.find((one) => JSON.stringify(one).includes(paymentId));
  if (!event) throw new Error("the purchase has no event");
  await services.db.pool.query(
    `INSERT INTO stripe_event_failure (id, type, payload, error, attempts) VALUES ($1, $2, $3, 'the database was away', 3)`,
    [`${event.id}x`, event.type, JSON.stringify({ ...event, id: `${event.id}x` })],
  );
  const { events, failed } = await listStripeEvents(ctx, { state: "failed" });
  expect(failed).toBe(1);
  expect(events).toMatchObject([{ id: `${event.id}x`, effect: "the database was away", attempts: 3 }]);
  // The processor knows no such event, so that it stays where it is.
  await expectRefused([retryStripeEvent(ctx, { eventId: `${event.id}x` })], "unavailable");
  await services.db.prisma.stripeEventFailure.deleteMany();
});

test("only operators see events", async () => {
  const { ctx } = await bought();
  await expectRefused(
    [
      listStripeEvents(ctx, {}),
      exportStripeEvents(ctx, {}),
      getStripeEvent(ctx, { eventId: "evt_any" }),
      retryStripeEvent(ctx, { eventId: "evt_any" }),
    ],
    "forbidden",
  );
});

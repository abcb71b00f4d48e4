import { priceCall } from "@tollgate/pricing/price-call";
import { expect, test } from "vitest";
import { embeddedCatalogue } from "../catalogue/embedded-catalogue.ts";
import { demoHistory } from "./demo-history.ts";
import { planDemoOffers } from "./demo-offers.ts";
import { demoSecrets } from "./demo-secrets.ts";
import { DEMO_WORDS } from "./demo-words.ts";
import { FEATURED_MODELS } from "./featured-models.ts";

const NOW = new Date("2026-10-15T12:00:00Z");
const MONTH = {
  from: new Date("2026-09-01T00:00:00Z"),
  to: new Date("2026-10-01T00:00:00Z"),
  calls: 280,
  spendUsd: 150n,
};
const fee = { appliesTo: "call" as const, id: "fee_1", basisPoints: 500, fixedNano: 0n };
const terms = {
  perRequestNano: 0n,
  perMillionTokensNano: 0n,
  perMillionUnitsNano: {},
  sponsoredMonthlyNano: 0n,
  overrides: {},
  minimumNano: 0n,
  capNano: null,
};
const margins = {
  "demo-writer": { ...terms, id: "mgn_1", basisPoints: 2_000 },
  "demo-desk": { ...terms, id: "mgn_2", basisPoints: 1_250 },
};
const offers = planDemoOffers(embeddedCatalogue(NOW));

const ring = (byte: number) => Buffer.alloc(32, byte).toString("base64");

test("demo secrets belong to one installation and survive a new key at the front of the ring", () => {
  const secrets = demoSecrets(`2025:${ring(1)}`);
  expect(demoSecrets(`2026:${ring(2)},2025:${ring(1)}`).password("customer")).toBe(secrets.password("customer"));
  expect(demoSecrets(`2025:${ring(3)}`).password("customer")).not.toBe(secrets.password("customer"));
  expect(demoSecrets(`2025:${ring(3)}`).apiKey("customer").secret).not.toBe(secrets.apiKey("customer").secret);
  expect(secrets.password("customer")).toMatch(/^[a-z]+-[a-z]+-[a-z]+-\d{5}$/);
  expect(secrets.apiKey("customer").secret).toMatch(/^tg-[\w-]{43}$/);
  expect(() => demoSecrets("2025:c2hvcnQ=")).toThrow("32 bytes");
});

test("passwords are made of 128 different words", () => {
  expect(new Set(DEMO_WORDS).size).toBe(128);
});

test("every model has an offer, and featured models have several at different prices", () => {
  const byModel = Map.groupBy(offers, ({ model }) => model.id);
  expect(byModel.size).toBeGreaterThanOrEqual(150);
  const featured = FEATURED_MODELS.flatMap((id) => byModel.get(id) ?? []);
  expect(Map.groupBy(featured, ({ model }) => model.id).size).toBeGreaterThanOrEqual(30);
  for (const [id, some] of byModel) {
    expect(new Set(some.map(({ provider }) => provider.slug)).size).toBe(some.length);
    if (!FEATURED_MODELS.includes(id)) continue;
    expect(some.length).toBeGreaterThanOrEqual(3);
    expect(new Set(some.map(({ prices }) => prices.input)).size).toBe(some.length);
  }
});

test("the history of a month is repeatable, in its month, and costs what it should", () => {
  const events = demoHistory(MONTH, offers, { fee, margins });
  expect(events).toEqual(demoHistory(MONTH, offers, { fee, margins }));
  expect(events.length).toBe(MONTH.calls);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  let spent = 0n;
  for (const { at, legs, hold } of events) {
    expect(at).toBeGreaterThanOrEqual(MONTH.from.getTime());
    expect(at).toBeLessThan(MONTH.to.getTime());
    const charge = legs.cost + legs.fee + legs.surcharge;
    expect(hold).toBeGreaterThanOrEqual(charge);
    spent += charge;
  }
  expect(spent).toBeGreaterThan(140_000_000_000n);
  expect(spent).toBeLessThan(160_000_000_000n);
});

const marginOf = (id: string | null) => Object.values(margins).find((margin) => margin.id === id) ?? null;

test("calls of the history say who and what they were for, and what routing passed over, as those of real callers do", () => {
  const events = demoHistory(MONTH, offers, { fee, margins });
  for (const kind of ["user", "tenant", "feature"] as const) {
    const names = new Set(events.map((event) => event.for?.[kind]).filter(Boolean));
    expect(names.size).toBeGreaterThan(3);
  }
  expect(events.some((event) => !event.for)).toBe(true);
  expect(new Set(events.map(({ app }) => app)).size).toBe(3);
  const passedOver = events.filter(({ attempts }) => JSON.stringify(attempts[0]).includes('"reason"'));
  expect(passedOver.length).toBeGreaterThan(10);
});

test("every call of the history is priced at the versions it pins", () => {
  const byId = new Map<string, (typeof offers)[number]>(offers.map((offer) => [offer.priceVersionId, offer]));
  for (const event of demoHistory(MONTH, offers, { fee, margins })) {
    const offer = event.price === null ? undefined : byId.get(event.price);
    if (!offer) {
      expect(event).toMatchObject({ outcome: "failed", units: {}, legs: { cost: 0n, fee: 0n, surcharge: 0n } });
      continue;
    }
    const priced = priceCall(event.units, { prices: offer.prices, fee, margin: marginOf(event.margin) });
    expect(priced).toMatchObject({ legs: { costNano: event.legs.cost, surchargeNano: event.legs.surcharge } });
  }
});

import { expect, test } from "vitest";
import type { Onboarding } from "./checklist.tsx";
import { checklistsOnOverview, isOpen } from "./open-checklists.ts";

const NOTHING: Onboarding = {
  customer: { credit: false, key: false, firstCall: null, budget: false },
  builder: { appId: null, margin: false, connected: false, firstCall: null },
  provider: { provider: false, endpointId: null, price: false, probed: false, approved: false, firstCall: null },
  hidden: [],
};
const CALL = { id: "1", at: new Date(0) };

test("who has done nothing is shown the way of a customer", () => {
  expect(checklistsOnOverview(NOTHING)).toEqual(["customer"]);
});

test("who builds or serves is shown that, and is not asked to buy", () => {
  const builder = { ...NOTHING.builder, appId: "app_1" };
  expect(checklistsOnOverview({ ...NOTHING, builder })).toEqual(["builder"]);
  const provider = { ...NOTHING.provider, provider: true };
  const both = { ...NOTHING, builder, provider };
  expect(checklistsOnOverview(both)).toEqual(["builder", "provider"]);
  expect(checklistsOnOverview({ ...both, customer: { ...NOTHING.customer, credit: true } })).toEqual([
    "builder",
    "provider",
    "customer",
  ]);
});

test("a list goes when all of it is done, or when it was put away", () => {
  const customer = { credit: true, key: true, firstCall: CALL, budget: false };
  expect(checklistsOnOverview({ ...NOTHING, customer })).toEqual(["customer"]);
  expect(checklistsOnOverview({ ...NOTHING, customer, hidden: ["customer"] })).toEqual([]);
  expect(checklistsOnOverview({ ...NOTHING, customer: { ...customer, budget: true } })).toEqual([]);
});

test("an endpoint that serves was named, priced and probed once", () => {
  const provider = { ...NOTHING.provider, provider: true, endpointId: "end_1", approved: true };
  expect(isOpen({ ...NOTHING, provider }, "provider")).toBe(true);
  expect(isOpen({ ...NOTHING, provider: { ...provider, firstCall: CALL } }, "provider")).toBe(false);
});

import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { EndpointsInTrouble } from "./endpoints-in-trouble.tsx";

type Endpoint = Parameters<typeof EndpointsInTrouble>[0]["endpoints"][number];

const WELL: Endpoint = { id: "end_1", modelName: "Echo", state: "approved", reviewNote: null, lastProbe: null };
const FAILS = { ok: false, latencyMs: null, message: "It says no.", at: "2026-11-30T12:00:00Z" };
const shown = (...endpoints: Endpoint[]) =>
  renderToStaticMarkup(<EndpointsInTrouble endpoints={endpoints} base="/w/acme/endpoints" />);

test("nothing is said of endpoints that take calls, wait for review or were paused by their provider", () => {
  expect(shown(WELL, { ...WELL, state: "pending" }, { ...WELL, state: "paused", lastProbe: FAILS })).toBe("");
});

test("an endpoint that takes no calls is named with the reason and leads to its page", () => {
  const html = shown({ ...WELL, lastProbe: FAILS }, { ...WELL, id: "end_2", state: "suspended", reviewNote: "Slow." });
  expect(html).toContain("does not answer its probe. It says no.");
  expect(html).toContain("was suspended by an operator. Slow.");
  expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    "/w/acme/endpoints/end_1",
    "/w/acme/endpoints/end_2",
  ]);
});

test("of many, three are named and the others counted", () => {
  const many = Array.from({ length: 5 }, (_, index) => ({ ...WELL, id: `end_${index}`, state: "rejected" as const }));
  expect(shown(...many)).toContain("2 more take no calls");
});

import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { OperatorToday, type Today, waits } from "./operator-today.tsx";

const QUIET: Today = {
  platform: { tone: "positive", sentence: "All is well." },
  reviews: { count: 0, first: [] },
  risk: { count: 0, first: [] },
  recoveries: [],
  quarantined: 0,
  failedEvents: 0,
};
const hrefsOf = (today: Today) =>
  [...renderToStaticMarkup(<OperatorToday today={today} />).matchAll(/href="([^"]+)"/g)].map(([, href]) => href);

test("nothing is shown to wait when nothing does", () => {
  expect(waits(QUIET)).toBe(false);
  expect(hrefsOf(QUIET)).toEqual([]);
});

test("each thing that waits is said, and leads to where it is decided", () => {
  const waiting: Today = {
    ...QUIET,
    platform: { tone: "caution", sentence: "Some jobs have failed." },
    reviews: { count: 5, first: [] },
    quarantined: 1,
    failedEvents: 2,
  };
  expect(waits(waiting)).toBe(true);
  expect(hrefsOf(waiting)).toEqual([
    "/operator/health",
    "/operator/quarantine",
    "/operator/events?state=failed",
    "/operator/endpoints",
  ]);
  for (const part of ["platform", "reviews", "quarantined", "failedEvents"] as const)
    expect(waits({ ...QUIET, [part]: waiting[part] })).toBe(true);
});

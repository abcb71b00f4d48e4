import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Alert } from "./alert-words.ts";
import { AlertsTable } from "./alerts-table.tsx";

const AT = new Date("2026-11-20T12:00:00Z");
const alert = (change: Partial<Alert>): Alert => ({
  id: JSON.stringify(change),
  at: AT,
  about: "budget",
  scope: "key",
  name: "worker",
  threshold: 80,
  limitNano: 10_000_000_000n,
  amountNano: 8_120_000_000n,
  resetsAt: AT,
  mailedAt: null,
  isCurrent: true,
  ...change,
});
const textOf = (alerts: readonly Alert[]) =>
  renderToStaticMarkup(<AlertsTable slug="acme" alerts={alerts} />).replaceAll(/<[^>]+>/g, " ");

test("an alert says what it is about, how far it went and whether it still holds", () => {
  const text = textOf([
    alert({}),
    alert({ name: "batch", threshold: 100, isCurrent: false }),
    alert({ about: "low_credit", scope: "workspace", threshold: null, resetsAt: null }),
    alert({ about: "top_up_ceiling", scope: "workspace", name: "", threshold: null }),
  ]);
  for (const words of ["worker", "80%", "$8.12", "Calls go on", "Over", "Credit is low", "Charges nothing"])
    expect(text).toContain(words);
  expect(text).not.toContain("Calls are refused");
});

test("without alerts the page teaches what would be here", () => {
  expect(textOf([])).toContain("50, 80 and 100%");
});

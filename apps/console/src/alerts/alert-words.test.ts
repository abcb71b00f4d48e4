import { expect, test } from "vitest";
import { aboutWords, alertHref, pressing } from "./alert-words.ts";

const budget = (name: string, threshold: number, isCurrent = true) =>
  ({ about: "budget", scope: "key", name, threshold, isCurrent }) as const;

test("what presses is what still holds, the highest of each budget, from four fifths on", () => {
  const credit = { about: "low_credit", scope: "workspace", name: "Acme", threshold: null, isCurrent: true } as const;
  const alerts = [budget("worker", 100), budget("worker", 80), budget("batch", 50), budget("old", 100, false), credit];
  expect(pressing(alerts).map(({ name, threshold }) => [name, threshold])).toEqual([
    ["worker", 100],
    ["Acme", null],
  ]);
});

test("an alert leads to where its budget is set, and what is told of credit to where it is bought", () => {
  const app = { about: "budget", scope: "grant" } as const;
  expect([aboutWords(app), alertHref("acme", app)]).toEqual(["App budget", "/w/acme/connected-apps"]);
  for (const about of ["low_credit", "top_up_ceiling"] as const)
    expect(alertHref("acme", { about, scope: "workspace" })).toBe("/w/acme/billing");
});

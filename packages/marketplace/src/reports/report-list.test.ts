import { expect, test } from "vitest";
import { REPORTS } from "./report-list.ts";

/** Worked out from numbers beside them, which lead somewhere; and those that come from a setting. */
const WORKED_OUT = [
  "calls-and-books difference",
  "payables age_0",
  "payables age_1",
  "payables age_2",
  "payables age_3",
  "clearing age_days",
  "provider-costs difference",
  "tax-forms threshold",
  "tax-forms due",
];

test("every number of a report leads to what it is made of", () => {
  const leadNowhere = REPORTS.flatMap(({ id, columns }) =>
    columns
      .filter(({ kind, drill }) => (kind === "nano" || kind === "count") && !drill)
      .map(({ key }) => `${id} ${key}`),
  );
  expect(leadNowhere).toEqual(WORKED_OUT);
});

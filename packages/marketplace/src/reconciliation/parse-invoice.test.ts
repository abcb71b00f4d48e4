import { parseMonth } from "@tollgate/payouts/months";
import { expect, test } from "vitest";
import { parseInvoice } from "./parse-invoice.ts";

const month = parseMonth("2026-07");
const read = (text: string) => (month ? parseInvoice(text, month) : null);

test("lines of the same day and model are added up, to the nano", () => {
  const csv =
    "\uFEFFday,model,amount_usd,note\r\n2026-07-01,a/b,0.000000001,x\r\n2026-07-01,a/b,2.5,y\r\n2026-07-02,a/b,-1,z\r\n";
  expect(read(csv)).toEqual({
    kind: "invoice",
    lines: [
      { day: "2026-07-01", modelId: "a/b", amountNano: 2_500_000_001n },
      { day: "2026-07-02", modelId: "a/b", amountNano: -1_000_000_000n },
    ],
  });
});

test.each([
  ["day,model,amount_usd\n2026-07-01,a,1e3", "Line 2: “amount_usd” must be an amount in USD such as 12.34."],
  ["day,model,amount_usd\n2026-07-01,a,1\n01.07.2026,a,1", "Line 3: “day” must be a day such as 2026-11-30."],
  ["day,model,amount_usd\n2026-08-01,a,1", "Line 2: 2026-08-01 is not in 2026-07."],
  [
    "date,model\n2026-07-01,a",
    "The first line must name the columns day, model, amount_usd; missing: day, amount_usd.",
  ],
  ["2026-07-01,a,1.25", "missing: day, model, amount_usd."],
  ["day,model,amount_usd\n", "The file has no lines."],
  ['day,model,amount_usd\n"2026', "The file is not CSV"],
])("what cannot be read is refused with its line: %j", (csv, sentence) => {
  expect(read(csv)).toMatchObject({ kind: "unreadable", sentence: expect.stringContaining(sentence) });
});

import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { writeCsv } from "./csv-document.ts";

const text = (value: string) => writeCsv({ fileName: "a.csv", columns: ["x"], rows: [[value]], controlTotals: [] }).csv;

it.each(["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "|x", "%x"])(
  "defuses text that a spreadsheet would run: %j",
  (value) => {
    expect(text(value).replaceAll('"', "").split("\r\n").slice(1).join("\r\n").startsWith(`'${value}`)).toBe(true);
  },
);

it("leaves numbers of our own alone, negative ones included", () => {
  const { csv } = writeCsv({
    fileName: "a.csv",
    columns: ["nano", "usd", "at", "none"],
    rows: [[-5n, { usdNano: -1_500_000_001n }, new Date("2026-11-01T00:00:00Z"), null]],
    controlTotals: [["total", -5n]],
  });
  expect(csv.split("\r\n").slice(0, 3)).toEqual([
    "nano,usd,at,none",
    "-5,-1.500000001,2026-11-01T00:00:00.000Z,",
    "# total,-5",
  ]);
});

it("quotes separators and ends with the hash of everything above the last line", () => {
  const { csv, sha256 } = writeCsv({ fileName: "a.csv", columns: ["x"], rows: [['a,"b"\nc']], controlTotals: [] });
  const lastLine = csv.lastIndexOf("# sha256,");
  expect(csv.slice(0, lastLine)).toBe('x\r\n"a,""b""\nc"\r\n');
  expect(createHash("sha256").update(csv.slice(0, lastLine)).digest("hex")).toBe(sha256);
  expect(csv.slice(lastLine)).toBe(`# sha256,${sha256}\r\n`);
});

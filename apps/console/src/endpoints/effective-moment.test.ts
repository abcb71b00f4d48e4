import { expect, test } from "vitest";
import { readMoment } from "./effective-moment.ts";

test("a moment without a zone is UTC, whatever the reader's clock says", () => {
  expect(readMoment("2026-12-01T00:30")).toEqual({ ok: true, at: new Date("2026-12-01T00:30:00Z") });
  expect(readMoment("")).toEqual({ ok: true, at: undefined });
});

test.each(["2026-13-01T00:00", "tomorrow", "2026-12-01"])("%s is refused with a sentence", (text) => {
  expect(readMoment(text)).toEqual({ ok: false, reason: "Choose a date and time." });
});

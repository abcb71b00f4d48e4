import { expect, test } from "vitest";
import { anomalyWords } from "./anomaly-words.ts";

test("what is lost or less is named without a minus sign", () => {
  expect(anomalyWords({ kind: "much_less", percent: -62n })).toBe("Earned 62% less than the month before");
  expect(anomalyWords({ kind: "disputes_lost", nano: -12_000_000_000n })).toBe("Lost $12.00 to disputes and reversals");
  expect(anomalyWords({ kind: "much_more", percent: 310n })).toBe("Earned 310% more than the month before");
});

import { expect, test } from "vitest";
import { countPlaywright, countVitest } from "./test-counts.ts";

test("a test file that cannot be loaded counts as a failure", () => {
  const report = { numPassedTests: 3, numFailedTests: 1, testResults: [{ status: "failed", assertionResults: [] }] };
  expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 2 });
});

test("a runner that fails without saying which test failed counts as a failure", () => {
  expect(countVitest({ numPassedTests: 3, numFailedTests: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
  expect(countPlaywright(undefined, 1)).toEqual({ passed: 0, failed: 1 });
});

test("a browser test that passes only when repeated counts as failed", () => {
  expect(countPlaywright({ stats: { expected: 4, unexpected: 0, flaky: 1 } }, 0)).toEqual({ passed: 4, failed: 1 });
});

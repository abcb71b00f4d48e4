import type { JSONReport } from "@playwright/test/reporter";
import { expect, test } from "vitest";
import type { JsonTestResults } from "vitest/node";
import { readPlaywrightReport, readVitestReport } from "./test-outcome.ts";

test("a test that failed is told by its file, its name and how its message begins", () => {
  const report = vitestReport(3, [
    {
      name: "/sums.test.ts",
      status: "failed",
      assertionResults: [
        { fullName: "two and two", status: "passed", failureMessages: [] },
        { fullName: "two and three", status: "failed", failureMessages: ["expected 6\n\u001b[31mto be 5\u001b[39m"] },
      ],
    },
  ]);
  expect(readVitestReport(report, 1)).toEqual({
    passed: 3,
    failures: ["/sums.test.ts › two and three\n    expected 6\n    to be 5"],
  });
});

test("a test file that cannot be loaded counts as a failure", () => {
  const unloaded = { name: "/a.test.ts", status: "failed", message: "no such module", assertionResults: [] };
  const { failures } = readVitestReport(vitestReport(0, [unloaded]), 1);
  expect(failures).toEqual(["/a.test.ts › could not be loaded\n    no such module"]);
});

test("a runner that fails without saying which test failed counts as a failure", () => {
  const failures = [expect.stringContaining("ended with code 1")];
  expect(readVitestReport(vitestReport(3, []), 1)).toEqual({ passed: 3, failures });
  expect(readPlaywrightReport(playwrightReport(0, []), 1)).toEqual({ passed: 0, failures });
});

test("a browser test that fails, or passes only when repeated, counts as failed, however deep its group is", () => {
  const specs = [browserTest("a page opens", "flaky"), browserTest("a page closes", "unexpected")];
  const nested = { specs: [browserTest("a page stays", "expected")], suites: [{ specs }] };
  expect(readPlaywrightReport(playwrightReport(1, [nested]), 0)).toEqual({
    passed: 1,
    failures: ["page.spec.ts › a page opens\n    too slow", "page.spec.ts › a page closes\n    too slow"],
  });
});

function browserTest(title: string, status: string) {
  return { title, file: "page.spec.ts", tests: [{ status, results: [{}, { error: { message: "too slow" } }] }] };
}

/** The members of vitest's report that are read. */
function vitestReport(numPassedTests: number, testResults: unknown): JsonTestResults {
  return JSON.parse(JSON.stringify({ numPassedTests, testResults }));
}

/** The members of Playwright's report that are read. */
function playwrightReport(expected: number, suites: unknown): JSONReport {
  return JSON.parse(JSON.stringify({ stats: { expected }, suites }));
}

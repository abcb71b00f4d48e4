import { stripVTControlCharacters } from "node:util";
import type { JSONReport, JSONReportSpec, JSONReportSuite } from "@playwright/test/reporter";
import type { JsonTestResults } from "vitest/node";

/** What the tests or checks of a stage came to. */
export interface Outcome {
  readonly passed: number;
  /** A text for each that failed: its file, its name, and how its message begins. */
  readonly failures: readonly string[];
}

export const nothingRun: Outcome = { passed: 0, failures: [] };

/** Enough of a message to see what was expected; the whole of it stands further up in the output. */
const MESSAGE_LINES = 8;

export function joinOutcomes(one: Outcome, other: Outcome): Outcome {
  return { passed: one.passed + other.passed, failures: [...one.failures, ...other.failures] };
}

/**
 * Reads vitest's JSON report. A file that could not even be loaded has no tests in it, yet it is a failure.
 * @param exitCode counts as a failure of its own when the report shows none.
 */
export function readVitestReport(report: JsonTestResults, exitCode: number): Outcome {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    if (status === "failed" && assertionResults.length === 0)
      return [failureText(name, "could not be loaded", message)];
    return assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => failureText(name, test.fullName, test.failureMessages?.[0]));
  });
  return withExitCode({ passed: report.numPassedTests, failures }, exitCode);
}

/** Reads Playwright's JSON report. A test that passed only when repeated counts as failed. */
export function readPlaywrightReport(report: JSONReport, exitCode: number): Outcome {
  const failures = report.suites
    .flatMap(specsOf)
    .flatMap(({ file, title, tests }) =>
      tests
        .filter((test) => test.status === "unexpected" || test.status === "flaky")
        .map((test) => failureText(file, title, test.results.find((result) => result.error)?.error?.message)),
    );
  return withExitCode({ passed: report.stats.expected, failures }, exitCode);
}

function specsOf(suite: JSONReportSuite): JSONReportSpec[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

function failureText(file: string, name: string, message = ""): string {
  const lines = stripVTControlCharacters(message).split("\n").slice(0, MESSAGE_LINES);
  return [`${file} › ${name}`, ...lines.filter((line) => line.trim()).map((line) => `    ${line}`)].join("\n");
}

function withExitCode(outcome: Outcome, exitCode: number): Outcome {
  if (exitCode === 0 || outcome.failures.length > 0) return outcome;
  return { ...outcome, failures: [`the runner ended with code ${exitCode}, and its report names no failed test`] };
}

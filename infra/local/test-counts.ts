/** How many tests or checks a stage ran. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const noCounts: Counts = { passed: 0, failed: 0 };

export function addCounts(one: Counts, other: Counts): Counts {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

/**
 * Reads vitest's JSON report. A file that could not even be loaded has no tests in it, yet it is a failure.
 * @param exitCode counts as a failure of its own when the report shows none.
 */
export function countVitest(report: unknown, exitCode: number): Counts {
  const failedFiles = listOf(report, "testResults").filter(
    (file) => textOf(file, "status") === "failed" && listOf(file, "assertionResults").length === 0,
  ).length;
  return withExitCode(numberOf(report, "numPassedTests"), numberOf(report, "numFailedTests") + failedFiles, exitCode);
}

/** Reads Playwright's JSON report. A test that passed only when repeated counts as failed. */
export function countPlaywright(report: unknown, exitCode: number): Counts {
  const stats = fieldOf(report, "stats");
  return withExitCode(numberOf(stats, "expected"), numberOf(stats, "unexpected") + numberOf(stats, "flaky"), exitCode);
}

function withExitCode(passed: number, failed: number, exitCode: number): Counts {
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function numberOf(value: unknown, name: string): number {
  const field = fieldOf(value, name);
  return typeof field === "number" ? field : 0;
}

function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === "string" ? field : "";
}

function listOf(value: unknown, name: string): unknown[] {
  const field = fieldOf(value, name);
  return Array.isArray(field) ? field : [];
}

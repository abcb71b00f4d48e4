// Makes one line of the money's code wrong after the other, in a copy, and runs the narrowest tests: each must notice.
// `pnpm mutate` runs it; --only takes those whose name contains the text, --from and --count a slice of the list.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { captureCommand } from "../../local/command.ts";
import { makeTemporaryFolder } from "../../local/temporary-folder.ts";
import { readVitestReport } from "../../local/test-outcome.ts";
import { CODE_MUTATIONS } from "./code-mutations.ts";
import { MutatedCopy } from "./mutated-copy.ts";
import type { Mutation } from "./mutation.ts";
import { RECOVERY_MUTATIONS } from "./recovery-mutations.ts";
import { SQL_MUTATIONS } from "./sql-mutations.ts";

type Verdict =
  | { readonly kind: "caught" | "survived" }
  /** The tests did not run, so nothing was said about the wrong line. */
  | { readonly kind: "not run"; readonly output: string };

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { only: text, from: text, count: text } });
const start = Number(values.from ?? 0);
const chosen = [...CODE_MUTATIONS, ...RECOVERY_MUTATIONS, ...SQL_MUTATIONS]
  .filter(({ name }) => name.includes(values.only ?? ""))
  .slice(start, start + Number(values.count ?? Number.POSITIVE_INFINITY));

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
const folder = makeTemporaryFolder("mutate");
const copy = new MutatedCopy(path.join(folder.path, "copy"));
const wrong: string[] = [];
const began = performance.now();
for (const [index, mutation] of chosen.entries()) {
  const verdict = await judge(mutation);
  console.log(`${String(start + index).padStart(3)}  ${verdict.kind.padEnd(8)}  ${mutation.name}`);
  if (verdict.kind !== "caught") wrong.push(`${verdict.kind}: ${mutation.name}`);
  if (verdict.kind === "not run") console.log(verdict.output.split("\n").slice(-20).join("\n"));
}
const seconds = Math.round((performance.now() - began) / 1000);
console.log(`\n${chosen.length - wrong.length} of ${chosen.length} mutations were caught, in ${seconds} s`);
for (const one of wrong) console.log(`  ${one}`);
folder.remove();
process.exit(wrong.length === 0 && chosen.length > 0 ? 0 : 1);

async function judge(mutation: Mutation): Promise<Verdict> {
  try {
    const takeOut = copy.apply(mutation);
    const verdict = await runTests(mutation);
    takeOut();
    return verdict;
  } catch (error) {
    return { kind: "not run", output: error instanceof Error ? error.message : String(error) };
  }
}

async function runTests({ project, tests }: Mutation): Promise<Verdict> {
  const report = path.join(folder.path, "report.json");
  const run = ["vitest", "run", "--project", project, "--bail", "1", "--reporter", "json", "--outputFile", report];
  const { code, output } = await captureCommand({ command: [...run, ...tests], cwd: copy.root });
  if (code === 0) return { kind: "survived" };
  try {
    // The exit code is left out: only a test that failed has noticed.
    const { failures } = readVitestReport(JSON.parse(readFileSync(report, "utf8")), 0);
    return failures.length > 0 ? { kind: "caught" } : { kind: "not run", output };
  } catch {
    return { kind: "not run", output };
  }
}

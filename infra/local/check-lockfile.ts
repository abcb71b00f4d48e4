// Checks what a package manager drops silently: node infra/local/check-lockfile.ts
import { readFileSync } from "node:fs";
import { lockfileProblems } from "./lockfile-problems.ts";
import { inRepository } from "./paths.ts";

const problems = lockfileProblems(readFileSync(inRepository("pnpm-lock.yaml"), "utf8"));
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log("The lockfile holds every platform's binaries and names no registry.");
process.exitCode = problems.length === 0 ? 0 : 1;

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lockfileProblems } from "./lockfile-problems.ts";
import { inRepository } from "./paths.ts";

const lockfile = readFileSync(inRepository("pnpm-lock.yaml"), "utf8");

test("the lockfile holds the binaries of every supported platform and names no registry", () => {
  expect(lockfileProblems(lockfile)).toEqual([]);
});

test("a platform that was dropped silently is reported by name", () => {
  const dropped = lockfile.replaceAll(/^ {2}'?@turbo\/linux-arm64@.*$/gm, "  something-else@1.0.0:");
  expect(lockfileProblems(dropped)).toEqual([expect.stringMatching(/lacks @turbo\/linux-arm64@.*turbo/)]);
});

test("an address of a registry is reported", () => {
  const bound = lockfile.replace(/resolution: \{/, "resolution: {tarball: https://registry.example/a.tgz, ");
  expect(lockfileProblems(bound)).toEqual([expect.stringContaining("https://registry.example/a.tgz")]);
});

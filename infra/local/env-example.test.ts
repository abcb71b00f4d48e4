import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRepository, repositoryRoot } from "./paths.ts";

/** Set by whoever starts an application, never by the person who configures it. */
const setByUs = new Set(["NODE_ENV", "WORKER_URL", "NEXTAUTH_URL"]);

test("every variable an application reads is described in .env.example", () => {
  const described = new Set(readFileSync(inRepository(".env.example"), "utf8").match(/^#?[A-Z_]+(?==)/gm));
  const missing = globSync("apps/*/src/env.ts", { cwd: repositoryRoot }).flatMap((file) =>
    [...readFileSync(inRepository(file), "utf8").matchAll(/^ +([A-Z][A-Z_]+):/gm)]
      .map((match) => match[1] ?? "")
      .filter((name) => !setByUs.has(name) && !described.has(`#${name}`) && !described.has(name))
      .map((name) => `${name} of ${file}`),
  );
  expect(missing).toEqual([]);
});

import { defineConfig } from "vitest/config";
import { inRepository, repositoryRoot } from "../local/paths.ts";

/** Runs that are started by hand: they take minutes and want a machine to themselves. */
export default defineConfig({
  root: repositoryRoot,
  test: {
    include: ["infra/proof/*.proof.ts"],
    globalSetup: inRepository("infra/local/test-services.ts"),
    pool: "forks",
    testTimeout: 240_000,
    hookTimeout: 60_000,
  },
});

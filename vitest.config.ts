import { defineConfig } from "vitest/config";

const generated = ["**/node_modules/**", "**/.next/**", "**/e2e/**", "**/generated/**"];
const sources = ["apps/*/src", "packages/*/src", "infra"];

/** The same for all, or they could not run together. */
const WORKERS = 2;

/** What a test waits for may take as long as a busy machine needs. */
const expectations = { poll: { timeout: 10_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: sources.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: [...generated, "**/*.integration.test.ts", "**/*.exhaustive.test.ts"],
          // Files share their modules: a third of the time was loading the same ones again.
          isolate: false,
          maxWorkers: WORKERS,
          expect: expectations,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          // Every cut, every damage, every declaration: too long for the everyday loop (`pnpm verify`).
          name: "exhaustive",
          include: sources.map((folder) => `${folder}/**/*.exhaustive.test.ts`),
          exclude: generated,
          isolate: false,
          maxWorkers: WORKERS,
          expect: expectations,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          include: sources.map((folder) => `${folder}/**/*.integration.test.ts`),
          exclude: generated,
          globalSetup: "infra/local/test-services.ts",
          pool: "forks",
          maxWorkers: WORKERS,
          expect: expectations,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

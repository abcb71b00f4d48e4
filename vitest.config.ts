import { defineConfig } from "vitest/config";

const generated = ["**/node_modules/**", "**/.next/**", "**/e2e/**", "**/generated/**"];
const sources = ["apps/*/src", "packages/*/src", "infra"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: sources.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: [...generated, "**/*.integration.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "integration",
          include: sources.map((folder) => `${folder}/**/*.integration.test.ts`),
          exclude: generated,
          globalSetup: "infra/local/test-services.ts",
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readDeclarations } from "./read-declarations.ts";
import { SCHEMA_FILE } from "./schema-file.ts";

test("the kept schemas are what the pinned package declares", () => {
  const kept: unknown = JSON.parse(readFileSync(SCHEMA_FILE, "utf8"));
  expect(JSON.stringify(readDeclarations()) === JSON.stringify(kept)).toBe(true);
});

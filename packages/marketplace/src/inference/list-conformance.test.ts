import { expect, it } from "vitest";
import { listConformance } from "./list-conformance.ts";

it("the conformance table has every surface with every dialect, and what is refused or left out has a name", () => {
  const surfaces = listConformance();
  expect(surfaces.map(({ surface }) => surface)).toEqual([
    "openai-chat",
    "openai-responses",
    "anthropic-messages",
    "gemini-generate",
  ]);
  for (const { asked, told } of surfaces)
    for (const { feature, cells } of [...asked, ...told]) {
      expect(cells, feature).toHaveLength(7);
      for (const { outcome, named } of cells)
        expect(named !== null, feature).toBe(outcome === "refused" || outcome === "left out");
    }
});

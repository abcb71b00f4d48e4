import { expect, test } from "vitest";
import { changeWords } from "./change-words.ts";

test("a change is told by size and direction", () => {
  expect(changeWords(865.8)).toBe("8.66% more");
  expect(changeWords(-500)).toBe("5% less");
  expect(changeWords(0.4)).toBe("under 0.01% more");
  expect(changeWords(0)).toBe("the same");
  expect(changeWords(null)).toBe("–");
});

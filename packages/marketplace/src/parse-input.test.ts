import { expect, test } from "vitest";
import { z } from "zod";
import { parseInput } from "./parse-input.ts";

const Input = z.object({
  name: z.string("Enter a name."),
  amount: z.number().optional(),
  nested: z.object({ tags: z.array(z.string()) }).optional(),
});

test("a sentence of ours is passed on, and the library's becomes one", () => {
  expect(() => parseInput(Input, {})).toThrow(expect.objectContaining({ message: "Enter a name.", field: "name" }));
  expect(() => parseInput(Input, { name: "x", amount: "y" })).toThrow(
    expect.objectContaining({
      code: "invalid_input",
      field: "amount",
      message: "Check “amount”: invalid input: expected number, received string.",
    }),
  );
  expect(() => parseInput(Input, null)).toThrow(expect.objectContaining({ field: null }));
});

test("text that Postgres cannot hold is refused by field, however deep it is", () => {
  expect(() => parseInput(Input, { name: "a\0b" })).toThrow(expect.objectContaining({ field: "name" }));
  expect(() => parseInput(Input, { name: "a", nested: { tags: ["a", "b\0"] } })).toThrow(
    expect.objectContaining({ code: "invalid_input", field: "nested.tags.1" }),
  );
});

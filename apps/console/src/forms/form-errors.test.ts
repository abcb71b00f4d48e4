import { expect, test } from "vitest";
import { z } from "zod";
import { formErrorsOf, inputErrorsOf } from "./form-errors.ts";

const refusal = (field: string | null) => Object.assign(new Error("Already taken."), { data: { field } });

test("a refusal stands beside the field it is about", () => {
  expect(formErrorsOf(refusal("email"), ["name", "email"])).toEqual({ email: "Already taken." });
});

test("a refusal about a field the form does not have is still shown", () => {
  expect(formErrorsOf(refusal("slug"), ["name"])).toEqual({ form: "Already taken." });
  expect(formErrorsOf(refusal(null), ["name"])).toEqual({ form: "Already taken." });
});

test("a failed request is explained without technical words", () => {
  for (const error of [new TypeError("Failed to fetch"), null, "x"]) {
    expect(formErrorsOf(error, []).form).toMatch(/Check your connection/);
  }
});

test("each field shows the first thing wrong with it", () => {
  const parsed = z.object({ a: z.string().min(2, "short").regex(/x/, "no x") }).safeParse({ a: "" });
  expect(parsed.error && inputErrorsOf(parsed.error)).toEqual({ a: "short" });
});

import { expect, it } from "vitest";
import { readTraits } from "./read-traits.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  const filled = {
    dataPolicy: "no_training",
    quantization: "fp8",
    maxConcurrency: "8",
    requestsPerMinute: "600",
    contextLength: "",
    maxOutputTokens: "",
  };
  for (const [name, value] of Object.entries({ ...filled, ...fields })) data.set(name, value);
  return data;
}

it("takes an empty count as no limit, and what is not stated as nothing", () => {
  expect(readTraits(form({ quantization: "not-said" })).traits).toEqual({
    dataPolicy: "no_training",
    quantization: null,
    allowsOwnKeys: false,
    maxConcurrency: 8,
    requestsPerMinute: 600,
    contextLength: null,
    maxOutputTokens: null,
  });
});

it("names the field that is no whole number", () => {
  const { traits, problems } = readTraits(form({ contextLength: "128k" }));
  expect(traits).toBeNull();
  expect(problems).toEqual({ contextLength: "Enter a whole number, or leave the field empty." });
});

import { expect, test } from "vitest";
import { keySamples } from "./key-samples.ts";

const input = { apiUrl: "https://api.example.com", model: "acme/echo-1" };

test("every sample names the marketplace's address, the model and the key that was just made", () => {
  for (const { code } of keySamples({ ...input, secret: "tg-secret" })) {
    expect(code).toContain("https://api.example.com/v1");
    expect(code).toContain("acme/echo-1");
    expect(code).toContain("tg-secret");
  }
});

test("without a key every sample reads it from the environment", () => {
  for (const { code } of keySamples({ ...input, secret: null })) expect(code).toContain("TOLLGATE_API_KEY");
});

import { expect, test } from "vitest";
import { generationId, newId, parseGenerationId } from "./ids.ts";

test("ids tell what they name and do not repeat", () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newId("workspace")));
  expect(ids.size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^wsp_[0-9a-hjkmnp-tv-z]{20}$/);
});

test("a generation id and a call id are the same call", () => {
  const callId = "0199a7c1-6f4e-7b2a-8c3d-0123456789ab";
  expect(parseGenerationId(generationId(callId))).toBe(callId);
  expect(parseGenerationId(callId)).toBe(callId);
  expect(parseGenerationId("gen-xyz")).toBeNull();
});

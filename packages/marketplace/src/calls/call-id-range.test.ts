import { expect, test } from "vitest";
import { callIdFloor } from "./call-id-range.ts";

test("ids of later moments sort later, and the floor of a moment is below every id of it", () => {
  const at = new Date("2026-11-20T12:00:00Z");
  expect(callIdFloor(at)).toBe("01a1f8d3-ea00-0000-0000-000000000000");
  expect(callIdFloor(at) < callIdFloor(new Date(at.getTime() + 1))).toBe(true);
});

test("moments no id can have become the nearest that one can", () => {
  expect(callIdFloor(new Date(-1))).toBe("00000000-0000-0000-0000-000000000000");
  expect(callIdFloor(new Date(8.64e15))).toBe("ffffffff-ffff-0000-0000-000000000000");
});

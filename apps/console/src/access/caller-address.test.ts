import { expect, test } from "vitest";
import { callerAddress } from "./caller-address.ts";

test("a visitor cannot choose the address attempts are counted under", () => {
  expect(callerAddress("1.2.3.4, 203.0.113.9")).toBe("203.0.113.9");
});

test("an unknown address is not an empty one", () => {
  expect(callerAddress(undefined)).toBeNull();
  expect(callerAddress("")).toBeNull();
});

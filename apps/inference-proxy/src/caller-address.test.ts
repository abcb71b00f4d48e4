import { expect, test } from "vitest";
import { callerAddress } from "./caller-address.ts";

const request = (forwarded?: string | string[]) => ({
  socket: { remoteAddress: "10.0.0.1" },
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
});

test("without proxies of ours the header counts for nothing", () => {
  expect(callerAddress(request("203.0.113.9"), 0)).toBe("10.0.0.1");
});

test("what a caller writes before our proxies' addresses counts for nothing", () => {
  expect(callerAddress(request("6.6.6.6, 203.0.113.9"), 1)).toBe("203.0.113.9");
  expect(callerAddress(request("6.6.6.6, 203.0.113.9, 192.0.2.1"), 2)).toBe("203.0.113.9");
});

test("a request that went around the proxies has no address", () => {
  expect(callerAddress(request(), 1)).toBe("");
  expect(callerAddress(request("203.0.113.9"), 2)).toBe("");
});

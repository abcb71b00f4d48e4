import { expect, it } from "vitest";
import { endpointState, nextEndpointState, storedStatus } from "./endpoint-states.ts";

it("a provider resumes what it paused, and never what an operator suspended", () => {
  expect(nextEndpointState("approved", "pause")).toBe("paused");
  expect(nextEndpointState("paused", "resume")).toBe("approved");
  expect(nextEndpointState("suspended", "resume")).toBeNull();
  expect(nextEndpointState("rejected", "resume")).toBeNull();
  expect(nextEndpointState("pending", "resume")).toBeNull();
});

it("an endpoint that changes its address is reviewed again, and a suspension stays", () => {
  expect(nextEndpointState("approved", "change_address")).toBe("pending");
  expect(nextEndpointState("paused", "change_address")).toBe("pending");
  expect(nextEndpointState("suspended", "change_address")).toBe("suspended");
});

it("a pause and a suspension stay apart in storage", () => {
  expect(storedStatus("paused")).toBe("suspended");
  expect(endpointState({ status: "suspended", reviewedById: null })).toBe("paused");
  expect(endpointState({ status: "suspended", reviewedById: "usr_1" })).toBe("suspended");
});

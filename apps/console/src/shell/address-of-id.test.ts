import { expect, test } from "vitest";
import { addressOfId } from "./address-of-id.ts";

test("an id that was copied somewhere leads to what it names", () => {
  const id = `gen-${"0a".repeat(16)}`;
  expect(addressOfId(` ${id} `, "acme")).toEqual({ href: `/w/acme/calls/${id}`, label: "Receipt of this call" });
  expect(addressOfId("app_0123456789abcdefghjk", "acme")?.href).toBe("/w/acme/apps/app_0123456789abcdefghjk");
});

test("words are not ids", () => {
  expect(addressOfId("gen-", "acme")).toBeNull();
  expect(addressOfId("app_../../finance", "acme")).toBeNull();
  expect(addressOfId("end_0123456789abcdefghjk", undefined)).toBeNull();
});

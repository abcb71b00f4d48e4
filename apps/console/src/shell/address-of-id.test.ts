import { expect, test } from "vitest";
import { addressOfId, staffAddressOfId } from "./address-of-id.ts";

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

test("staff find a call of any workspace by its id, and nobody else does", () => {
  const id = `gen-${"0a".repeat(16)}`;
  expect(staffAddressOfId(id, ["finance"])?.href).toBe(`/finance/calls/${id}`);
  expect(staffAddressOfId(id, ["operator"])?.href).toBe(`/operator/calls/${id}`);
  expect(staffAddressOfId(id, [])).toBeNull();
  expect(staffAddressOfId("app_0123456789abcdefghjk", ["finance"])).toBeNull();
});

import { expect, test } from "vitest";
import { addressOfId, searchAddress, staffAddressOfId } from "./address-of-id.ts";

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

test("the processor's ids lead those with the duty to what they name", () => {
  expect(staffAddressOfId("du_1ABCDEFGHIJ", ["finance"])?.href).toBe("/finance/disputes/du_1ABCDEFGHIJ");
  expect(staffAddressOfId("pi_1ABCDEFGHIJ", ["finance"])?.href).toBe("/finance/payments/pi_1ABCDEFGHIJ");
  expect(staffAddressOfId("evt_1ABCDEFGHIJ", ["operator"])?.href).toBe("/operator/events/evt_1ABCDEFGHIJ");
  expect(staffAddressOfId("evt_1ABCDEFGHIJ", ["finance"])).toBeNull();
  expect(staffAddressOfId("du_1ABCDEFGHIJ", [])).toBeNull();
});

test("operators look up whatever names something, and nobody else does", () => {
  expect(searchAddress(" ada@example.com ", ["operator"])?.href).toBe("/operator/search?q=ada%40example.com");
  expect(searchAddress("wsp_0123456789abcdefghjk", ["operator"])?.href).toContain("wsp_");
  expect(searchAddress("tg-abcd", ["operator"])?.href).toContain("tg-abcd");
  expect(searchAddress("payouts", ["operator"])).toBeNull();
  expect(searchAddress("ada@example.com", ["finance"])).toBeNull();
});

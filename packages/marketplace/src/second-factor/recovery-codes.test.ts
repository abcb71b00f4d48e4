import { expect, test } from "vitest";
import { hashRecoveryCode, newRecoveryCodes, readRecoveryCode } from "./recovery-codes.ts";

test("ten different codes, each readable however it is typed", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[a-hjkmnp-tv-z0-9]{4}(-[a-hjkmnp-tv-z0-9]{4}){3}$/);
    const letters = readRecoveryCode(` ${code.toUpperCase().replaceAll("-", " ")} `);
    expect(letters).toBe(code.replaceAll("-", ""));
    expect(hashRecoveryCode(letters ?? "")).toEqual(hashRecoveryCode(code));
  }
});

test.each(["", "123456", "aaaa-bbbb-cccc", "aaaa-bbbb-cccc-ddd!"])("%j is no recovery code", (text) => {
  expect(readRecoveryCode(text)).toBeNull();
});

import { expect, test } from "vitest";
import { newTotpSecret, readTotpCode, totpCodeAt, totpUri } from "./totp.ts";

/** The secret of the test vectors in RFC 6238, appendix B. */
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const AT = new Date("2026-11-29T12:00:10Z");
const STEP = Math.floor(AT.getTime() / 30_000);

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("codes are those of RFC 6238: at %i s", (seconds, code) => {
  expect(totpCodeAt(RFC_SECRET, new Date(seconds * 1000))).toBe(code);
});

const codeAt = (offsetSeconds: number) => totpCodeAt(RFC_SECRET, new Date(AT.getTime() + offsetSeconds * 1000));
const read = (code: string, lastStep: number | null = null) =>
  readTotpCode({ secret: RFC_SECRET, code, at: AT, lastStep });

test("a code counts 30 seconds before and after its own, and no further", () => {
  expect(read(codeAt(0))).toEqual({ kind: "right", step: STEP });
  expect(read(codeAt(-30))).toEqual({ kind: "right", step: STEP - 1 });
  expect(read(codeAt(30))).toEqual({ kind: "right", step: STEP + 1 });
  for (const offset of [-60, 60, 3600]) expect(read(codeAt(offset))).toEqual({ kind: "wrong" });
});

test("neither the code that was accepted last nor one before it counts again", () => {
  expect(read(codeAt(0), STEP)).toEqual({ kind: "used" });
  expect(read(codeAt(-30), STEP)).toEqual({ kind: "used" });
  expect(read(codeAt(30), STEP)).toEqual({ kind: "right", step: STEP + 1 });
});

test.each(["", "12345", "1234567", "abcdef", "１２３４５６"])("%j is no code", (code) => {
  expect(read(code)).toEqual({ kind: "wrong" });
});

test("every secret is its own, and its address says whose", () => {
  const secret = newTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(secret);
  const uri = new URL(totpUri(secret, "ada@example.com"));
  expect(uri.protocol).toBe("otpauth:");
  expect(uri.searchParams.get("secret")).toBe(secret);
  expect(decodeURIComponent(uri.pathname)).toContain("Tollgate:ada@example.com");
});

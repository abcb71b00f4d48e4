import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReceiptDocument } from "./receipt-document.ts";
import { parseReceiptKeyRing } from "./receipt-key-ring.ts";
import { signReceipt } from "./sign-receipt.ts";
import { publish, SAMPLE_RECEIPT, TEST_RECEIPT_KEYS } from "./testing/sample-receipt.ts";
import { canonicalJson, verifyReceipt } from "./verify-receipt.mjs";

const [key, old] = parseReceiptKeyRing(TEST_RECEIPT_KEYS);
const keySet = publish(TEST_RECEIPT_KEYS);
const issuedAt = new Date("2026-11-25T11:00:00Z");
const signed = signReceipt(SAMPLE_RECEIPT, key, issuedAt);

const failed = async (document: unknown, keys: unknown = keySet) =>
  (await verifyReceipt(document, keys)).checks.filter((check) => !check.ok).map((check) => check.name);

/** Every place in a document that holds something, by its path. */
function leaves(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return [at];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...at, name]));
}

function changedAt(document: unknown, [name, ...rest]: readonly string[], next: unknown): unknown {
  if (name === undefined) return next;
  if (Array.isArray(document)) return document.map((one, i) => (String(i) === name ? changedAt(one, rest, next) : one));
  if (typeof document !== "object" || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([member, value]) => [member, member === name ? changedAt(value, rest, next) : value]),
  );
}

test("a genuine receipt passes every check, by itself and inside an answer of the API", async () => {
  const verdict = await verifyReceipt(signed, keySet);
  expect(verdict.checks.map((check) => [check.name, check.ok])).toEqual(
    ["form", "key", "signature", "cost", "platform_fee", "surcharge", "charge"].map((name) => [name, true]),
  );
  expect(verdict.ok).toBe(true);
  expect(await failed({ data: { id: "gen-other" }, signed_receipt: JSON.parse(JSON.stringify(signed)) })).toEqual([]);
});

test("any other value in any field fails", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...leaves(signed)), fc.jsonValue(), async (place, next) => {
      const forged = changedAt(signed, place, next);
      fc.pre(canonicalJson(forged) !== canonicalJson(signed));
      expect(await failed(forged)).not.toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test("any changed byte of the file fails, or changes nothing that the file says", async () => {
  const bytes = Buffer.from(JSON.stringify(signed));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const forged = Buffer.from(bytes);
      forged[at] = (forged[at] ?? 0) ^ flip;
      let document: unknown;
      try {
        document = JSON.parse(forged.toString("utf8"));
      } catch {
        return;
      }
      if ((await failed(document)).length === 0) expect(document).toEqual(signed);
    }),
    { numRuns: 2_000 },
  );
});

test("a member that is added or taken away fails", async () => {
  expect(await failed({ ...signed, note: "paid" })).toContain("signature");
  expect(await failed({ ...signed, receipt: { ...signed.receipt, discount_nano: "1" } })).toContain("signature");
  const { finish_reason: _, ...shorter } = signed.receipt;
  expect(await failed({ ...signed, receipt: shorter })).toContain("signature");
  expect(await failed({ ...signed, signature: { ...signed.signature, note: "" } })).toContain("signature");
});

test("the same signature spelled otherwise is refused", async () => {
  const { value } = signed.signature;
  const last = value.slice(-1);
  const next = String.fromCharCode(last.charCodeAt(0) + 1);
  for (const spelling of [`${value}=`, `${value}==`, `${value.slice(0, -1)}${next}`, ` ${value}`])
    expect(await failed({ ...signed, signature: { ...signed.signature, value: spelling } })).not.toEqual([]);
});

test("a receipt that is signed but does not add up fails", async () => {
  const wrong: ReceiptDocument = { ...SAMPLE_RECEIPT, legs: { ...SAMPLE_RECEIPT.legs, cost_nano: "16250001" } };
  expect(await failed(signReceipt(wrong, key, issuedAt))).toEqual(["cost"]);
  const more: ReceiptDocument = { ...SAMPLE_RECEIPT, units: { ...SAMPLE_RECEIPT.units, image: 1 } };
  expect(await failed(signReceipt(more, key, issuedAt))).toEqual(["form"]);
});

test("a call that delivered nothing costs nothing", async () => {
  const legs = { cost_nano: "0", platform_fee_nano: "0", surcharge_nano: "0", charge_nano: "0" };
  const nothing: ReceiptDocument = { ...SAMPLE_RECEIPT, units: {}, price: null, legs };
  expect(await failed(signReceipt(nothing, key, issuedAt))).toEqual([]);
});

test("a key counts in its time only, and an unknown one never", async () => {
  const retired = publish(TEST_RECEIPT_KEYS, { old: "2026-06-01T00:00:00.000Z" });
  if (!old) throw new Error("the ring has one key");
  expect(await failed(signReceipt(SAMPLE_RECEIPT, old, new Date("2026-05-01T00:00:00Z")), retired)).toEqual([]);
  expect(await failed(signReceipt(SAMPLE_RECEIPT, old, issuedAt), retired)).toContain("key");
  expect(await failed(signReceipt(SAMPLE_RECEIPT, key, new Date("2025-12-31T00:00:00Z")))).toContain("key");
  expect(await failed(signed, { keys: [] })).toContain("key");
  expect(await failed(signed, null)).toContain("key");
});

test.each([null, 7, "text", {}, { receipt: {} }, { receipt: { v: 2 }, signature: { alg: "Ed25519" } }])(
  "what is not a receipt fails and never throws: %j",
  async (document) => {
    expect(await failed(document)).toContain("form");
  },
);

test("canonical JSON is that of RFC 8785", () => {
  const sample = { "\u20ac": 1, "\r": 2, "1": 3, "\u{1f600}": 4, "\u0080": 5, "\u00f6": 6, "\ufb33": 7 };
  expect(canonicalJson(sample)).toBe('{"\\r":2,"1":3,"\u0080":5,"\u00f6":6,"\u20ac":1,"\u{1f600}":4,"\ufb33":7}');
  expect(canonicalJson([56.0, 1e30, 4.5, 2e-3, 1e-27, -0, '\u000f\n"\\/'])).toBe(
    '[56,1e+30,4.5,0.002,1e-27,0,"\\u000f\\n\\"\\\\/"]',
  );
  expect(() => canonicalJson("\ud800")).toThrow(TypeError);
  expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
});

test("the file runs by itself: every check in a sentence, and an exit code that scripts can use", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "receipt-"));
  const write = (name: string, value: unknown) => {
    const file = path.join(folder, name);
    writeFileSync(file, JSON.stringify(value));
    return file;
  };
  const verifier = fileURLToPath(new URL("verify-receipt.mjs", import.meta.url));
  const run = (...files: string[]) => promisify(execFile)(process.execPath, [verifier, ...files]);
  const keys = write("keys.json", keySet);
  expect((await run(write("good.json", signed), keys)).stdout).toContain("The receipt is genuine and adds up.");
  const forged = changedAt(signed, ["receipt", "units", "output"], 401);
  await expect(run(write("forged.json", forged), keys)).rejects.toMatchObject({ code: 1 });
  await expect(run(path.join(folder, "missing.json"), keys)).rejects.toMatchObject({ code: 2 });
  rmSync(folder, { recursive: true });
});

test("a ring whose keys cannot be told apart or read is refused, and no seed is told", () => {
  const seed = Buffer.alloc(32, 9).toString("base64");
  expect(() => parseReceiptKeyRing("")).toThrow("receipt keys");
  expect(() => parseReceiptKeyRing(`a:${seed},a:${seed}`)).toThrow("two keys have one id");
  expect(() => parseReceiptKeyRing(`a:${seed.slice(4)}`)).toThrow(/^(?!.*CQkJ)/);
});

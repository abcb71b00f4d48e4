// Verifies a signed receipt without asking anyone: no dependencies, nothing is sent anywhere. Runs in Node 20 or newer and in browsers.
//
//   node verify-receipt.mjs receipt.json keys.json
//
// receipt.json is a downloaded receipt or the answer of GET /v1/generation?id=…, keys.json the answer of GET /v1/receipt-keys.
// What is signed is the canonical JSON (RFC 8785) of the receipt with its signature's value left out; amounts are strings of nano-USD.

const PRICE_SCALE = 1_000_000n;
const BASIS_POINTS = 10_000n;
const TOKEN_CLASSES = {
  input: "input_token",
  cache_read: "input_token",
  cache_write_5m: "input_token",
  cache_write_1h: "input_token",
  input_audio: "input_token",
  input_image: "input_token",
  output: "output_token",
  reasoning: "output_token",
  output_audio: "output_token",
  output_image: "output_token",
};

/** Canonical JSON (RFC 8785): names sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript writes them. */
export function canonicalJson(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string" && value.isWellFormed()) return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`canonical JSON cannot hold this ${typeof value}`);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${canonicalJson(name)}:${canonicalJson(value[name])}`);
  return `{${members.join(",")}}`;
}

/** Checks form, key, signature and every amount of a receipt. Never throws. */
export async function verifyReceipt(signed, keySet) {
  const checks = [];
  const add = (name, ok, sentence) => {
    checks.push({ name, ok, sentence });
    return ok;
  };
  try {
    const document = unwrap(signed);
    const { receipt, signature } = document;
    if (receipt?.v !== 1 || signature?.alg !== "Ed25519") {
      add("form", false, "This is not a receipt of a kind this verifier knows.");
    } else {
      add("form", true, `Receipt ${receipt.id}, version 1.`);
      await checkSignature(document, keySet, add);
      checkAmounts(receipt, add);
    }
  } catch (error) {
    add("form", false, `The receipt cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
  return { ok: checks.every((check) => check.ok), checks };
}

/** A receipt by itself, or inside an answer of the API. */
function unwrap(signed) {
  if (typeof signed !== "object" || signed === null) throw new TypeError("it is not an object");
  return signed.signed_receipt ?? signed;
}

async function checkSignature(document, keySet, add) {
  const { value, ...rest } = document.signature;
  const key = (keySet?.keys ?? []).find((one) => one.kid === rest.kid);
  if (key?.kty !== "OKP" || key.crv !== "Ed25519")
    return add("key", false, `The key ${rest.kid} is not among the published keys.`);
  const issued = instant(rest.issued_at);
  if (issued < instant(key.from) || (key.until !== null && issued > instant(key.until)))
    return add("key", false, `The key ${key.kid} was not in use at ${rest.issued_at}.`);
  add("key", true, `Signed with the published key ${key.kid} at ${rest.issued_at}.`);

  const bytes = fromBase64Url(value);
  const publicKey = await crypto.subtle.importKey("raw", fromBase64Url(key.x), { name: "Ed25519" }, false, ["verify"]);
  const text = new TextEncoder().encode(canonicalJson({ ...document, signature: rest }));
  const ok = await crypto.subtle.verify({ name: "Ed25519" }, publicKey, bytes, text);
  return add(
    "signature",
    ok,
    ok ? "The signature fits every byte of the receipt." : "The signature does not fit: the receipt was changed.",
  );
}

function instant(text) {
  const ms = typeof text === "string" ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new TypeError(`${text} is not a time`);
  return ms;
}

/** Decodes base64url and refuses every spelling but the canonical one: unused bits must not be free to change. */
function fromBase64Url(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  const again = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  if (again !== text) throw new TypeError("a key or signature is not canonical base64url");
  return bytes;
}

/** Computes every leg anew, as the ledger did: units times pinned prices, each leg rounded once, half to even. */
function checkAmounts(receipt, add) {
  const { legs } = receipt;
  const due = legsOf(receipt);
  const lines = [
    ["cost", "Provider cost", due.cost, legs.cost_nano],
    ["platform_fee", "Platform fee", due.fee, legs.platform_fee_nano],
    ["surcharge", "App margin", due.surcharge, legs.surcharge_nano],
    ["charge", "Charge", due.cost + due.fee + due.surcharge, legs.charge_nano],
  ];
  for (const [name, words, computed, told] of lines) {
    const ok = told === String(computed);
    const good = `${words}: ${told} nano-USD, as computed from the pinned versions.`;
    add(name, ok, ok ? good : `${words}: the receipt says ${told}, the pinned versions give ${computed} nano-USD.`);
  }
}

function legsOf({ units, price, fee, margin }) {
  const used = Object.entries(units).filter(([, count]) => count > 0);
  if (price === null || used.length === 0) return { cost: 0n, fee: 0n, surcharge: 0n };
  const prices = { ...price.prices };
  for (const { bucket, price_nano } of price.corrections) prices[bucket] = price_nano;
  let exact = BigInt(prices.request ?? "0");
  const counts = {};
  for (const [bucket, count] of used) {
    if (prices[bucket] === undefined) throw new TypeError(`there is no price for ${bucket}`);
    exact += BigInt(count) * BigInt(prices[bucket]);
    const unit = TOKEN_CLASSES[bucket] ?? bucket;
    counts[unit] = (counts[unit] ?? 0n) + BigInt(count);
  }
  // A fee in place of the price: nobody was paid a cost, and a margin's share of it is none.
  const paid = fee.applies_to === undefined ? exact : 0n;
  return {
    cost: halfEven(paid, PRICE_SCALE),
    fee: halfEven(exact * BigInt(fee.basis_points), PRICE_SCALE * BASIS_POINTS) + BigInt(fee.fixed_nano),
    surcharge: margin === null ? 0n : surchargeOf(paid, counts, margin),
  };
}

function surchargeOf(exact, counts, margin) {
  const tokens = (counts.input_token ?? 0n) + (counts.output_token ?? 0n);
  let onUse = tokens * BigInt(margin.per_million_tokens_nano) + BigInt(margin.per_request_nano) * PRICE_SCALE;
  for (const [unit, nano] of Object.entries(margin.per_million_units_nano ?? {}))
    onUse += (counts[unit] ?? 0n) * BigInt(nano);
  const due = halfEven(exact * BigInt(margin.basis_points) + onUse * BASIS_POINTS, PRICE_SCALE * BASIS_POINTS);
  const minimum = BigInt(margin.minimum_nano);
  if (due < minimum) return minimum;
  return margin.cap_nano !== null && due > BigInt(margin.cap_nano) ? BigInt(margin.cap_nano) : due;
}

function halfEven(dividend, divisor) {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** The command line: prints every check and exits with 0 when all passed, 1 when one failed, 2 when a file cannot be read. */
async function main(node, [receiptPath, keysPath]) {
  const fs = node.getBuiltinModule("node:fs");
  let read;
  try {
    read = [receiptPath, keysPath].map((path) => JSON.parse(fs.readFileSync(path, "utf8")));
  } catch (error) {
    node.stderr.write(`${error.message}\nusage: node verify-receipt.mjs receipt.json keys.json\n`);
    return 2;
  }
  const { ok, checks } = await verifyReceipt(read[0], read[1]);
  for (const check of checks) node.stdout.write(`${check.ok ? "ok  " : "FAIL"}  ${check.sentence}\n`);
  node.stdout.write(ok ? "The receipt is genuine and adds up.\n" : "The receipt must not be trusted.\n");
  return ok ? 0 : 1;
}

const node = globalThis.process;
const started = node?.argv?.[1];
if (started && node.getBuiltinModule?.("node:url").pathToFileURL(started).href === import.meta.url)
  node.exitCode = await main(node, node.argv.slice(2));

import { describe, expect, it } from "vitest";
import { uncarried } from "./conversation/features.ts";
import { leftOut } from "./conversation/left-out.ts";
import { addressesToFetch } from "./conversation/linked-media.ts";
import { readDialect } from "./dialect-quirks.ts";
import { isRecord } from "./is-record.ts";
import { parseByteText, parseJson } from "./json-fields.ts";
import { readSurfaceRequest } from "./read-surface-request.ts";
import { refusedAsIs } from "./refused-as-is.ts";
import { type ConversationDialect, REPLY_FORMATS } from "./reply-formats.ts";
import { streamTap } from "./stream-tap.ts";
import { conversationOf, SURFACES, type SurfaceName } from "./surfaces.ts";
import { ASKED, type AskedFeature, askFor } from "./testing/conformance/asked-features.ts";
import { includes } from "./testing/conformance/includes.ts";
import { PDF, PNG } from "./testing/conformance/sample-media.ts";
import { TOLD_WITNESSES } from "./testing/conformance/told-witnesses.ts";
import { UPSTREAM_WITNESSES } from "./testing/conformance/upstream-witnesses.ts";
import { VENDOR_REPLIES } from "./testing/conformance/vendor-replies.ts";
import { TOLD, type ToldFeature, type VendorReply } from "./testing/conformance/vendor-reply.ts";
import { upstreamBody } from "./upstream-body.ts";
import { readWholeReply } from "./whole-reply.ts";

const surfaces = Object.keys(SURFACES).filter((name): name is SurfaceName => name in SURFACES);
const dialects = Object.keys(REPLY_FORMATS).filter((name): name is ConversationDialect => name in REPLY_FORMATS);
const askedFeatures = Object.keys(ASKED).filter((name): name is AskedFeature => name in ASKED);
const toldFeatures = Object.keys(TOLD).filter((name): name is ToldFeature => name in TOLD);
const head = { generationId: `gen-${"0".repeat(32)}`, model: "acme/one", provider: "Demo", createdSeconds: 1 };

interface Pairing {
  readonly surface: SurfaceName;
  readonly dialect: ConversationDialect;
}

/** Names of models at an endpoint; what Converse can say depends on whose it is. */
const modelAt = (dialect: ConversationDialect) =>
  dialect === "bedrock-converse" ? "anthropic.claude-sonnet-4-5" : "one";

/** What becomes of a feature that a caller asks for. `dropped` is what must never be. */
function asked(feature: AskedFeature, { surface, dialect }: Pairing): string {
  const body = askFor(feature, surface);
  if (body === null) return "no word";
  const address = surface === "gemini-generate" ? { model: "acme/one", stream: false } : null;
  const read = readSurfaceRequest(surface, Buffer.from(JSON.stringify(body)), { address, contentType: null });
  if (read.kind !== "request") return `refused: ${read.message}`;
  const quirks = readDialect(dialect);
  if (quirks === null) throw new TypeError("unknown dialect");
  const isOwn = surface === dialect;
  const conversation = conversationOf(surface, read.request.body);
  const missing = isOwn
    ? refusedAsIs(read.request, modelAt(dialect))
    : uncarried(conversation, dialect, modelAt(dialect));
  if (missing.length > 0) return `refused: ${missing.join(", ")}`;
  const fetched =
    feature === "fileAddresses"
      ? { mediaType: "application/pdf", base64: PDF }
      : { mediaType: "image/png", base64: PNG };
  const medias = new Map(isOwn ? [] : addressesToFetch(conversation, quirks).map((url) => [url, fetched]));
  const sent = upstreamBody(read.request, { model: modelAt(dialect), maxOutputTokens: 20_000, quirks, medias });
  const upstream = parseJson(sent.toString());
  const known = UPSTREAM_WITNESSES[dialect];
  const witnesses = known[feature] ?? [];
  if (witnesses.some((witness) => includes(upstream, witness))) return "carried";
  const asBytes = { imageAddresses: known.images, fileAddresses: known.files }[String(feature)] ?? [];
  if (asBytes.some((witness) => includes(upstream, witness))) return "carried as bytes";
  const named = isOwn ? [] : leftOut(conversation, dialect, { model: modelAt(dialect), maxOutputTokens: 20_000 });
  return named.length > 0 ? `left out: ${named.join(", ")}` : "dropped";
}

function eventsOf(text: string): unknown[] {
  return Buffer.from(text, "latin1")
    .toString()
    .replaceAll(MARKS, "")
    .split("\n")
    .flatMap((line) => (line.startsWith("data: ") ? [parseJson(line.slice(6))] : []));
}

function throughStream({ surface, dialect }: Pairing, { stream }: VendorReply) {
  const tap = streamTap(surface, dialect, head);
  const out = tap.push(stream) + tap.end();
  return { tap, events: () => eventsOf(out + tap.closing(JSON.stringify(tap.usage ?? {}), true)) };
}

function replyFor(feature: ToldFeature, dialect: ConversationDialect): VendorReply | null {
  const { full, cut, failure, several, tells } = VENDOR_REPLIES[dialect];
  if (feature === "cut") return cut;
  if (feature === "failure") return failure;
  if (feature === "several") return several ?? null;
  return tells.includes(feature) ? full : null;
}

/** Says whose a signature is, before it. */
const MARKS = /tg1\.[acgo]\.[src]\./g;

/** What becomes of something that an endpoint tells. */
function told(feature: ToldFeature, pairing: Pairing): string {
  const { surface, dialect } = pairing;
  const reply = replyFor(feature, dialect);
  if (reply === null) return "not told";
  const whole = readWholeReply({
    surface,
    body: {},
    dialect,
    bytes: Buffer.from(JSON.stringify(reply.whole)).toString("latin1"),
    contentType: null,
  });
  const { tap, events } = throughStream(pairing, reply);
  if (feature === "failure") {
    const error = { code: "upstream_error", message: "It was overloaded." };
    const isNoticed = whole.kind !== "completion" && tap.error?.message?.includes("overloaded") === true;
    const isSaid = [
      JSON.stringify(SURFACES[surface].error(error, 503)),
      tap.failure(JSON.stringify(error), "{}"),
    ].every((text) => text.includes("It was overloaded."));
    return isNoticed && isSaid ? "carried" : "dropped";
  }
  const witness = TOLD_WITNESSES[surface][feature];
  if (witness === undefined) return "no word";
  if (whole.kind !== "completion") return "dropped";
  const written = parseByteText(whole.write(head, JSON.stringify(whole.usage ?? {})).replaceAll(MARKS, ""));
  const inWhole = isRecord(written) && witness.whole.some((one) => includes(written, one));
  const streamed = events();
  const inStream = witness.events.some((one) => includes(streamed, one));
  return inWhole && inStream
    ? "carried"
    : inWhole
      ? "dropped from streams"
      : inStream
        ? "dropped from whole replies"
        : "dropped";
}

function table<Feature extends string>(
  titles: Readonly<Record<Feature, string>>,
  features: readonly Feature[],
  cell: (feature: Feature, pairing: Pairing) => string,
) {
  const rows = (surface: SurfaceName) =>
    features.map((feature) => [
      titles[feature],
      Object.fromEntries(dialects.map((dialect) => [dialect, cell(feature, { surface, dialect })])),
    ]);
  return Object.fromEntries(surfaces.map((surface) => [surface, Object.fromEntries(rows(surface))]));
}

const made = { asked: table(ASKED, askedFeatures, asked), told: table(TOLD, toldFeatures, told) };

function cells(part: typeof made.asked): string[] {
  return Object.entries(part).flatMap(([surface, rows]) =>
    Object.entries(rows as Record<string, Record<string, string>>).flatMap(([title, row]) =>
      Object.entries(row).map(([dialect, cell]) => `${surface} → ${dialect}, ${title}: ${cell}`),
    ),
  );
}

describe("every pairing of a surface with a dialect", () => {
  it("carries what is asked, refuses it by name, or names what it leaves out", () => {
    expect(cells(made.asked).filter((cell) => cell.includes("dropped"))).toEqual([]);
  });

  it("tells callers what an endpoint tells", () => {
    expect(cells(made.told).filter((cell) => cell.includes("dropped"))).toEqual([]);
  });

  it("does what the table of the documentation says (after a change on purpose: vitest run --project unit conformance -u)", async () => {
    await expect(`${JSON.stringify(made, null, 2)}\n`).toMatchFileSnapshot("../conformance.json");
  });
});

/** One line of the settlement matrix. */
export interface SettlementRow {
  /** Anchor of the line. */
  readonly id: string;
  readonly happened: string;
  readonly customer: string;
  readonly provider: string;
  readonly builder: string;
}

const NOTHING = { customer: "Nothing", provider: "Nothing", builder: "Nothing" };
const SAME = { provider: "The same units", builder: "On the same units" };

/** What each way a call can go costs. The proxy has one test per line, named exactly like `happened`. */
export const SETTLEMENT_ROWS: readonly SettlementRow[] = [
  { id: "refused", happened: "Refused before dispatch (400, 401, 402, 403, 429)", ...NOTHING },
  { id: "no-output", happened: "Upstream error before any output, on every attempt", ...NOTHING },
  {
    id: "fallback",
    happened: "First attempt failed before output, another served",
    customer: "The attempt that served, only",
    provider: "Only the provider who served",
    builder: "On the attempt that served",
  },
  { id: "empty", happened: "Empty completion, or an error finish with no output", ...NOTHING },
  {
    id: "cut",
    happened: "Upstream dies mid-stream",
    customer: "Input and delivered output: as reported, else a labelled estimate",
    ...SAME,
  },
  {
    id: "disconnect-drained",
    happened: "Client disconnects while the provider bills on",
    customer: "Reported usage: the answer is read on for a bounded time and amount, else a labelled estimate",
    ...SAME,
  },
  {
    id: "disconnect-cancelled",
    happened: "Client disconnects where cancelling stops the provider’s billing",
    customer: "What was delivered until then, by a labelled estimate",
    ...SAME,
  },
  {
    id: "no-usage",
    happened: "Upstream sends no usage",
    customer: "A local token count, labelled estimated on the receipt",
    ...SAME,
  },
  {
    id: "killed-after-checkpoint",
    happened: "Proxy killed mid-stream, after a checkpoint",
    customer: "The last checkpoint, labelled estimated; what came later is on the platform",
    ...SAME,
  },
  { id: "killed-before-checkpoint", happened: "Proxy killed before anything was recorded", ...NOTHING },
  {
    id: "pinned",
    happened: "Price, fee or margin changed mid-call",
    customer: "The versions pinned when the call was admitted",
    provider: "At the pinned price",
    builder: "At the pinned margin",
  },
  {
    id: "above-hold",
    happened: "Usage above the hold",
    customer: "The real charge; the balance may dip below zero by it, and new calls are refused",
    provider: "In full",
    builder: "In full",
  },
  {
    id: "budget",
    happened: "Stream reaches its hold and credit covers no more",
    customer: "What was delivered; the stream ends with “length” and a reason",
    ...SAME,
  },
  {
    id: "cached",
    happened: "Answered from the cache",
    customer: "The published share of the price, and the fixed parts of an app’s margin",
    provider: "Nothing: it was not asked",
    builder: "The fixed parts of the margin",
  },
];

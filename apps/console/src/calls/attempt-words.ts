const WORDS = new Map([
  ["served", "Served"],
  ["connect_error", "Not reachable"],
  ["timeout", "Too slow"],
  ["rate_limited", "Busy"],
  ["upstream_error", "Provider error"],
  ["credential_refused", "Provider refused our key"],
  ["bad_request", "Refused the request"],
  ["aborted", "Caller left"],
  ["cut", "Broke off"],
  ["outrun", "Connected too late"],
]);

/** What came of an attempt, in words; a result this console does not know yet is shown by its own name. */
export function attemptWords(result: string): { word: string; served: boolean } {
  return { word: WORDS.get(result) ?? result.replaceAll("_", " "), served: result === "served" };
}

const ORDERS = new Map([
  ["drawn", "Drawn among the healthy providers, the cheaper ones more often."],
  ["price", "Cheapest first, as the request asked."],
  ["throughput", "Fastest first, as the request asked."],
  ["latency", "Quickest to start first, as the request asked."],
  ["listed", "In the order the request listed."],
]);

/** What the order of attempts followed, as a sentence. */
export function orderWords(order: string): string {
  return ORDERS.get(order) ?? `Ordered by ${order}.`;
}

const REASONS = new Map([
  ["workspace_policy", "not allowed by the workspace’s data policy"],
  ["not_listed", "not among those the request allowed"],
  ["ignored", "the request ruled it out"],
  ["data_policy", "less private than the request asked"],
  ["quantization", "another quantization than the request asked"],
  ["max_price", "dearer than the request allowed"],
  ["parameters", "does not take every parameter"],
  ["down", "down at the time"],
  ["cooling", "had asked to be left alone"],
  ["busy", "at its limit of calls"],
]);

/** Why a provider was not asked. */
export function passedOverWords(reason: string): string {
  return REASONS.get(reason) ?? reason.replaceAll("_", " ");
}

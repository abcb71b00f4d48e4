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
]);

/** What came of an attempt, in words; a result this console does not know yet is shown by its own name. */
export function attemptWords(result: string): { word: string; served: boolean } {
  return { word: WORDS.get(result) ?? result.replaceAll("_", " "), served: result === "served" };
}

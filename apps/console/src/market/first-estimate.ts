/** What the calculator's fields hold when it opens. */
export const START = {
  inputTokens: "2000",
  cachedTokens: "0",
  outputTokens: "500",
  marginPercent: "0",
  calls: "1000",
};

/** The question those fields ask of a model, so that the page answers it before any script runs. */
export function firstEstimate(modelId: string) {
  const { marginPercent, ...counts } = START;
  return {
    modelId,
    marginPercent,
    inputTokens: Number(counts.inputTokens),
    cachedTokens: Number(counts.cachedTokens),
    outputTokens: Number(counts.outputTokens),
    calls: Number(counts.calls),
  };
}

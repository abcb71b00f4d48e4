export type ReportParams = { period?: string; page?: string };

/** Which page of a report an address asks for; the first when it cannot mean another. */
export function readPage(params: ReportParams): number {
  return params.page && /^[1-9]\d{0,4}$/.test(params.page) ? Number(params.page) : 1;
}

export function reportHref(report: string, period: string | null, page = 1): string {
  const params = new URLSearchParams();
  if (period) params.set("period", period);
  if (page > 1) params.set("page", `${page}`);
  const text = params.toString();
  return text === "" ? `/finance/reports/${report}` : `/finance/reports/${report}?${text}`;
}

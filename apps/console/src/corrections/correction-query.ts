const STATUSES = ["requested", "posted", "rejected"] as const;
const KINDS = ["adjustment", "call_refund"] as const;

export type CorrectionQuery = {
  readonly status: (typeof STATUSES)[number] | null;
  readonly kind: (typeof KINDS)[number] | null;
};

/** What an address asks for; what it cannot mean does not narrow. */
export function readCorrectionQuery(params: { status?: string; kind?: string }): CorrectionQuery {
  return {
    status: STATUSES.find((one) => one === params.status) ?? null,
    kind: KINDS.find((one) => one === params.kind) ?? null,
  };
}

/** The address of a view, so that it can be shared. */
export function correctionsHref({ status, kind }: CorrectionQuery): string {
  const params = new URLSearchParams();
  if (status) params.set("status", status);
  if (kind) params.set("kind", kind);
  const text = params.toString();
  return text === "" ? "/finance/adjustments" : `/finance/adjustments?${text}`;
}

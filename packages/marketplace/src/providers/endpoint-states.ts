/**
 * Where an endpoint is. `paused` is its provider's own choice and stored as a suspension without a reviewer, so that resuming it needs no
 * review; a suspension by an operator names one.
 */
export type EndpointState = "pending" | "approved" | "paused" | "rejected" | "suspended";

export interface StoredEndpointState {
  readonly status: "pending" | "approved" | "rejected" | "suspended";
  readonly reviewedById: string | null;
}

export type EndpointStep = "approve" | "reject" | "suspend" | "pause" | "resume" | "change_address";

const NEXT: Record<EndpointStep, Partial<Record<EndpointState, EndpointState>>> = {
  approve: { pending: "approved", rejected: "approved", suspended: "approved", approved: "approved" },
  reject: { pending: "rejected", rejected: "rejected" },
  suspend: { approved: "suspended", paused: "suspended", suspended: "suspended" },
  pause: { approved: "paused", paused: "paused" },
  resume: { paused: "approved", approved: "approved" },
  // Reviewed was the old address: another one is reviewed again. An operator's suspension is not escaped this way.
  change_address: {
    pending: "pending",
    approved: "pending",
    paused: "pending",
    rejected: "pending",
    suspended: "suspended",
  },
};

export function endpointState({ status, reviewedById }: StoredEndpointState): EndpointState {
  return status === "suspended" && reviewedById === null ? "paused" : status;
}

/** The state after a step, or `null` when the step is not possible from here. */
export function nextEndpointState(state: EndpointState, step: EndpointStep): EndpointState | null {
  return NEXT[step][state] ?? null;
}

/** How a state is stored. */
export function storedStatus(state: EndpointState): StoredEndpointState["status"] {
  return state === "paused" ? "suspended" : state;
}

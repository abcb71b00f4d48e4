/** Different people who must approve the same hash before money moves. */
export const APPROVALS_NEEDED = 2;

/** Where a payout run is. A draft is a preview and never stored. */
export type RunState =
  | { readonly status: "draft" }
  | { readonly status: "computed"; readonly hash: string; readonly approvedBy: readonly string[] }
  | { readonly status: "approved"; readonly hash: string; readonly approvedBy: readonly string[] }
  | { readonly status: "executing"; readonly hash: string; readonly openItems: number }
  | { readonly status: "done"; readonly hash: string };

export type RunTransition =
  | { readonly kind: "moved"; readonly state: RunState }
  /** Nothing to do: the state already says so. */
  | { readonly kind: "unchanged"; readonly state: RunState }
  | { readonly kind: "refused"; readonly reason: RunRefusal };

export type RunRefusal = "wrong_state" | "hash_differs" | "money_has_moved" | "no_open_item";

/** A computation arrived. The same hash changes nothing; another one voids approvals; once money moves the run stands. */
export function recordComputation(state: RunState, hash: string): RunTransition {
  switch (state.status) {
    case "draft":
      return { kind: "moved", state: { status: "computed", hash, approvedBy: [] } };
    case "computed":
    case "approved":
      if (state.hash === hash) return { kind: "unchanged", state };
      return { kind: "moved", state: { status: "computed", hash, approvedBy: [] } };
    case "executing":
    case "done":
      return state.hash === hash ? { kind: "unchanged", state } : refused("money_has_moved");
  }
}

/** A person approves the hash they looked at. The same person counts once. */
export function approveRun(state: RunState, { userId, hash }: { userId: string; hash: string }): RunTransition {
  if (state.status !== "computed" && state.status !== "approved") return refused("wrong_state");
  if (state.hash !== hash) return refused("hash_differs");
  if (state.status === "approved" || state.approvedBy.includes(userId)) return { kind: "unchanged", state };
  const approvedBy = [...state.approvedBy, userId];
  const status = approvedBy.length >= APPROVALS_NEEDED ? "approved" : "computed";
  return { kind: "moved", state: { status, hash, approvedBy } };
}

/** @param payableItems items with something to send; a run without any is done at once. */
export function startRun(state: RunState, payableItems: number): RunTransition {
  if (state.status !== "approved") return refused("wrong_state");
  if (payableItems === 0) return { kind: "moved", state: { status: "done", hash: state.hash } };
  return { kind: "moved", state: { status: "executing", hash: state.hash, openItems: payableItems } };
}

/** One item became terminal, paid or failed for good. The run is done with its last one. */
export function finishItem(state: RunState): RunTransition {
  if (state.status !== "executing") return refused("wrong_state");
  if (state.openItems < 1) return refused("no_open_item");
  if (state.openItems === 1) return { kind: "moved", state: { status: "done", hash: state.hash } };
  return { kind: "moved", state: { ...state, openItems: state.openItems - 1 } };
}

/** A failed item is tried once more. A run that was done is under way again until that attempt ends. */
export function retryItem(state: RunState): RunTransition {
  if (state.status === "done") return { kind: "moved", state: { status: "executing", hash: state.hash, openItems: 1 } };
  if (state.status === "executing") return { kind: "moved", state: { ...state, openItems: state.openItems + 1 } };
  return refused("wrong_state");
}

function refused(reason: RunRefusal): RunTransition {
  return { kind: "refused", reason };
}

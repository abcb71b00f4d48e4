import { expect, it } from "vitest";
import { approveRun, finishItem, type RunState, recordComputation, retryItem, startRun } from "./run-states.ts";

const computed: RunState = { status: "computed", hash: "h1", approvedBy: [] };

function moved(transition: ReturnType<typeof approveRun>): RunState {
  if (transition.kind !== "moved") throw new Error(`expected a move, got ${transition.kind}`);
  return transition.state;
}

it("goes draft, computed, approved, executing, done", () => {
  let state = moved(recordComputation({ status: "draft" }, "h1"));
  state = moved(approveRun(state, { userId: "a", hash: "h1" }));
  expect(state.status).toBe("computed");
  state = moved(approveRun(state, { userId: "b", hash: "h1" }));
  expect(state.status).toBe("approved");
  state = moved(startRun(state, 2));
  state = moved(finishItem(state));
  expect(state.status).toBe("executing");
  expect(moved(finishItem(state))).toEqual({ status: "done", hash: "h1" });
});

it("one person approving twice is one approval", () => {
  const once = moved(approveRun(computed, { userId: "a", hash: "h1" }));
  expect(approveRun(once, { userId: "a", hash: "h1" })).toEqual({ kind: "unchanged", state: once });
});

it("an approval of another hash is refused", () => {
  expect(approveRun(computed, { userId: "a", hash: "h0" })).toEqual({ kind: "refused", reason: "hash_differs" });
});

it("a recomputation that differs voids approvals, one that does not keeps them", () => {
  const approved: RunState = { status: "approved", hash: "h1", approvedBy: ["a", "b"] };
  expect(recordComputation(approved, "h1")).toEqual({ kind: "unchanged", state: approved });
  expect(moved(recordComputation(approved, "h2"))).toEqual({ status: "computed", hash: "h2", approvedBy: [] });
});

it("a run whose money moves is never recomputed", () => {
  const refused = { kind: "refused", reason: "money_has_moved" };
  expect(recordComputation({ status: "executing", hash: "h1", openItems: 1 }, "h2")).toEqual(refused);
  expect(recordComputation({ status: "done", hash: "h1" }, "h2")).toEqual(refused);
});

it("money moves only after approval, and a run without payable items is done at once", () => {
  expect(startRun(computed, 1)).toEqual({ kind: "refused", reason: "wrong_state" });
  expect(moved(startRun({ status: "approved", hash: "h1", approvedBy: ["a", "b"] }, 0)).status).toBe("done");
  expect(finishItem({ status: "done", hash: "h1" })).toEqual({ kind: "refused", reason: "wrong_state" });
});

it("a failed item that is tried again opens a done run until it ends", () => {
  const again = moved(retryItem({ status: "done", hash: "h1" }));
  expect(again).toEqual({ status: "executing", hash: "h1", openItems: 1 });
  expect(moved(retryItem(again))).toMatchObject({ openItems: 2 });
  expect(moved(finishItem(again)).status).toBe("done");
  expect(retryItem(computed)).toEqual({ kind: "refused", reason: "wrong_state" });
});

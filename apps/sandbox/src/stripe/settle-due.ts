import { matureBalance } from "./balance.ts";
import { closeDispute } from "./disputes.ts";
import type { StripeAccount } from "./emit-event.ts";
import { settleRefund } from "./refunds.ts";
import { finishReport } from "./reports.ts";
import { expireSession } from "./sessions.ts";
import type { Due } from "./stripe-store.ts";
import { settlePayout } from "./transfers.ts";

/** Does what has come due: sessions expire, refunds and payouts arrive or fail, disputes nobody answered are lost. */
export async function settleDue(account: StripeAccount, publicUrl: string): Promise<void> {
  const { store } = account;
  const now = store.now();
  for (const stored of Object.values(store.state.sessions)) {
    if (stored.session.status === "open" && stored.session.expires_at <= now) expireSession(account, stored);
  }
  const due = store.state.due.filter((entry) => entry.at <= now);
  store.state.due = store.state.due.filter((entry) => entry.at > now);
  for (const entry of due) settle(account, entry, publicUrl);
  matureBalance(store);
  await store.save();
}

function settle(account: StripeAccount, { what, id }: Due, publicUrl: string): void {
  const { state } = account.store;
  switch (what) {
    case "refund": {
      const refund = state.refunds[id];
      if (refund !== undefined) settleRefund(account, refund);
      return;
    }
    case "payout": {
      const payout = state.payouts[id];
      if (payout !== undefined) settlePayout(account, payout, "paid");
      return;
    }
    case "dispute": {
      const dispute = state.disputes[id];
      // Under review, the bank takes its own time: the controls decide.
      if (dispute?.status.endsWith("needs_response")) {
        dispute.evidence_details.past_due = true;
        closeDispute(account, dispute, "lost");
      }
      return;
    }
    case "report": {
      const report = state.reports[id];
      if (report !== undefined) finishReport(account, report, publicUrl);
      return;
    }
  }
}

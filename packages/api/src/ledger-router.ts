import { FindInLedgerInput, findInLedger } from "@tollgate/marketplace/ledger/find-in-ledger";
import { GetJournalInput, getJournal } from "@tollgate/marketplace/ledger/get-journal";
import { ListBookedCallsInput, listBookedCalls } from "@tollgate/marketplace/ledger/list-booked-calls";
import { ListEntriesInput, listEntries } from "@tollgate/marketplace/ledger/list-entries";
import { router, userProcedure } from "./trpc.ts";

export const ledgerRouter = router({
  entries: userProcedure.input(ListEntriesInput).query(({ ctx, input }) => listEntries(ctx, input)),
  journal: userProcedure.input(GetJournalInput).query(({ ctx, input }) => getJournal(ctx, input)),
  calls: userProcedure.input(ListBookedCallsInput).query(({ ctx, input }) => listBookedCalls(ctx, input)),
  find: userProcedure.input(FindInLedgerInput).query(({ ctx, input }) => findInLedger(ctx, input)),
});

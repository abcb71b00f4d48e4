import { exportVariances } from "@tollgate/marketplace/reconciliation/export-variances";
import {
  ListProcessorTransactionsInput,
  listProcessorTransactions,
} from "@tollgate/marketplace/reconciliation/list-processor-transactions";
import {
  ListProviderInvoicesInput,
  listProviderInvoices,
} from "@tollgate/marketplace/reconciliation/list-provider-invoices";
import { ListVariancesInput, listVariances } from "@tollgate/marketplace/reconciliation/list-variances";
import { NoteVarianceInput, noteVariance } from "@tollgate/marketplace/reconciliation/note-variance";
import { pullProcessorTransactions } from "@tollgate/marketplace/reconciliation/pull-processor-transactions";
import {
  UploadProviderInvoiceInput,
  uploadProviderInvoice,
} from "@tollgate/marketplace/reconciliation/upload-provider-invoice";
import { router, userProcedure } from "./trpc.ts";

export const reconciliationRouter = router({
  variances: userProcedure.input(ListVariancesInput).query(({ ctx, input }) => listVariances(ctx, input)),
  exportVariances: userProcedure.input(ListVariancesInput).query(({ ctx, input }) => exportVariances(ctx, input)),
  transactions: userProcedure
    .input(ListProcessorTransactionsInput)
    .query(({ ctx, input }) => listProcessorTransactions(ctx, input)),
  invoices: userProcedure.input(ListProviderInvoicesInput).query(({ ctx, input }) => listProviderInvoices(ctx, input)),
  pull: userProcedure.mutation(({ ctx }) => pullProcessorTransactions(ctx)),
  note: userProcedure.input(NoteVarianceInput).mutation(({ ctx, input }) => noteVariance(ctx, input)),
  uploadInvoice: userProcedure
    .input(UploadProviderInvoiceInput)
    .mutation(({ ctx, input }) => uploadProviderInvoice(ctx, input)),
});

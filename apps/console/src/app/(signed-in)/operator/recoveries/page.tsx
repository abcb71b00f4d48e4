import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { RecoveryTable } from "../../../../recovery/recovery-table.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Lost authenticators" };

export default async function Recoveries() {
  const { operator } = await api();
  return (
    <>
      <PageHeader
        title="Lost authenticators"
        lead="People who cannot give their second factor any more. A second person decides, and it stands in the audit log."
      />
      <RecoveryTable recoveries={await operator.recoveries({})} />
    </>
  );
}

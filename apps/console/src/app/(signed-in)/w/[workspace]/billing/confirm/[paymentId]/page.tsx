import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { ConfirmPayment } from "../../../../../../../billing/confirm-payment.tsx";
import { workspaceOf } from "../../../../../../../server/viewer.ts";

export const metadata: Metadata = { title: "Approve a payment" };

type Props = { params: Promise<{ workspace: string; paymentId: string }> };

/** Where the e-mail about a payment that needs its cardholder leads. */
export default async function ConfirmPaymentPage({ params }: Props) {
  const workspace = await workspaceOf(params);
  const { paymentId } = await params;
  const billingHref = `/w/${workspace.slug}/billing`;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Billing", href: billingHref }]} />}
        title="Approve a payment"
        lead={`An automatic top-up of ${workspace.name} waits for its cardholder.`}
      />
      {workspace.role === "member" ? (
        <Notice>Owners and admins of this workspace can approve payments.</Notice>
      ) : (
        <ConfirmPayment workspaceId={workspace.id} paymentId={paymentId} billingHref={billingHref} />
      )}
    </>
  );
}

import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { RegisterApp } from "../../../../../../builder/register-app.tsx";
import { workspaceOf } from "../../../../../../server/viewer.ts";

export const metadata: Metadata = { title: "Register an app" };

export default async function NewAppPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { id, slug, role } = await workspaceOf(params);
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Apps", href: `/w/${slug}/apps` }]} />}
        title="Register an app"
        lead="Customers see these facts before they agree to pay for its calls."
      />
      {role === "member" ? (
        <Notice>Only admins and owners of this workspace can register apps. Ask one of them.</Notice>
      ) : (
        <RegisterApp workspace={{ id, slug }} />
      )}
    </>
  );
}

import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { RegisterEndpoint } from "../../../../../../endpoints/register-endpoint.tsx";
import { workspaceOf } from "../../../../../../server/viewer.ts";
import { api } from "../../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Register endpoint" };

/** Enough for the whole catalogue: the list only helps to type. */
const MODELS_SHOWN = 500;

export default async function NewEndpoint({ params }: { params: Promise<{ workspace: string }> }) {
  const workspace = await workspaceOf(params);
  const { endpoints, models } = await api();
  const [providers, catalogue] = await Promise.all([
    endpoints.providers({ workspaceId: workspace.id }),
    models.list({ limit: MODELS_SHOWN }),
  ]);
  const active = providers.filter((provider) => provider.status === "active");
  const base = `/w/${workspace.slug}/endpoints`;
  if (active.length === 0) redirect(base);
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Endpoints", href: base }]} />}
        title="Register endpoint"
        lead="One model at one address with one price list."
      />
      <RegisterEndpoint
        workspace={workspace}
        providers={active.map(({ id, name }) => ({ id, name }))}
        models={catalogue.models.map(({ id, name, kind, input, output }) => ({ id, name, kind, input, output }))}
      />
    </>
  );
}

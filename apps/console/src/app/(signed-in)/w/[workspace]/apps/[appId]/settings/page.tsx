import { Notice } from "@tollgate/ui/notice";
import { Section } from "@tollgate/ui/section";
import { type AppParams, loadAppPage } from "../../../../../../../builder/app-page.ts";
import { ArchiveApp } from "../../../../../../../builder/archive-app.tsx";
import { EditApp } from "../../../../../../../builder/edit-app.tsx";
import { ListApp } from "../../../../../../../builder/list-app.tsx";

export default async function AppSettingsPage({ params }: { params: AppParams }) {
  const { workspace, app, mayChange } = await loadAppPage(params);
  if (!mayChange) return <Notice>Only admins and owners of this workspace can change its apps.</Notice>;
  const { id, name, url, description, callbackUrl, redirectUrls, status, activeGrants, listedAt } = app;
  return (
    <div className="flex flex-col gap-10">
      <Section layout="aside" title="Facts" hint="What customers see when they connect and on their receipts.">
        <EditApp workspaceId={workspace.id} appId={id} app={{ name, url, description, callbackUrl, redirectUrls }} />
      </Section>
      <Section
        layout="aside"
        title="Directory"
        hint="The public directory of apps shows the facts above, your margin and the way to connect."
      >
        <ListApp workspaceId={workspace.id} app={{ id, listed: listedAt !== null, archived: status === "archived" }} />
      </Section>
      <Section
        layout="aside"
        title={status === "archived" ? "Archived" : "Take out of service"}
        hint="Archiving deletes nothing: history and earnings stay."
      >
        <ArchiveApp
          workspaceId={workspace.id}
          app={{ id, name, archived: status === "archived", customers: activeGrants }}
        />
      </Section>
    </div>
  );
}

import { Section } from "@tollgate/ui/section";
import { type AppParams, loadAppPage } from "../../../../../../../builder/app-page.ts";
import { ComingMargins } from "../../../../../../../margins/coming-margins.tsx";
import { MarginEditor } from "../../../../../../../margins/margin-editor.tsx";
import { MarginHistory } from "../../../../../../../margins/margin-history.tsx";
import { api } from "../../../../../../../trpc/server.tsx";

/** More models than anyone scrolls through to give one terms of its own. */
const MOST_CHOICES = 500;

export default async function MarginPage({ params }: { params: AppParams }) {
  const { workspace, app, mayChange } = await loadAppPage(params);
  const { models } = await (await api()).models.list({ limit: MOST_CHOICES });
  return (
    <div className="flex flex-col gap-8">
      <ComingMargins margins={app.margins} />
      <MarginEditor
        key={`${app.inForce?.id} ${app.margins.length}`}
        workspaceId={workspace.id}
        appId={app.id}
        appName={app.name}
        inForce={app.inForce}
        choices={models.map(({ id, name }) => ({ id, name }))}
        mayChange={mayChange}
      />
      <Section title="History" hint="A version never changes. Every receipt names the one its customer had accepted.">
        <MarginHistory workspaceId={workspace.id} appId={app.id} margins={app.margins} mayChange={mayChange} />
      </Section>
    </div>
  );
}

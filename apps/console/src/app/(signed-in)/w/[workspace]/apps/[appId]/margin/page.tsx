import { Notice } from "@tollgate/ui/notice";
import { Section } from "@tollgate/ui/section";
import { Timestamp } from "@tollgate/ui/timestamp";
import { type AppParams, loadAppPage } from "../../../../../../../builder/app-page.ts";
import { describeMargin } from "../../../../../../../margins/describe-margin.ts";
import { MarginEditor } from "../../../../../../../margins/margin-editor.tsx";
import { MarginHistory } from "../../../../../../../margins/margin-history.tsx";

export default async function MarginPage({ params }: { params: AppParams }) {
  const { workspace, app, mayChange } = await loadAppPage(params);
  return (
    <div className="flex flex-col gap-8">
      {app.pending ? (
        <Notice tone="caution">
          {describeMargin(app.pending)} is announced for <Timestamp at={app.pending.effectiveAt} show="date" />.
          Publishing another margin now replaces it.
        </Notice>
      ) : null}
      <MarginEditor
        key={`${app.inForce?.id} ${app.pending?.id}`}
        workspaceId={workspace.id}
        appId={app.id}
        appName={app.name}
        inForce={app.inForce}
        announced={app.pending !== null}
        mayChange={mayChange}
      />
      <Section title="History" hint="A version never changes. Every receipt names the one its customer had accepted.">
        <MarginHistory margins={app.margins} inForceId={app.inForce?.id} pendingId={app.pending?.id} />
      </Section>
    </div>
  );
}

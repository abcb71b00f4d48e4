import { Link } from "@tollgate/ui/link";
import { Section } from "@tollgate/ui/section";
import { FlaskConical } from "lucide-react";
import { type AppParams, loadAppPage } from "../../../../../../../builder/app-page.ts";
import { ComingMargins } from "../../../../../../../margins/coming-margins.tsx";
import { MarginEditor } from "../../../../../../../margins/margin-editor.tsx";
import { MarginHistory } from "../../../../../../../margins/margin-history.tsx";
import { readProposal } from "../../../../../../../margins/margin-proposal.ts";
import { api } from "../../../../../../../trpc/server.tsx";

/** More models than anyone scrolls through to give one terms of its own. */
const MOST_CHOICES = 500;

type Props = { params: AppParams; searchParams: Promise<{ proposal?: string | string[] }> };

export default async function MarginPage({ params, searchParams }: Props) {
  const { workspace, app, appHref, mayChange } = await loadAppPage(params);
  const proposed = readProposal((await searchParams).proposal);
  const { models } = await (await api()).models.list({ limit: MOST_CHOICES });
  return (
    <div className="flex flex-col gap-8">
      <ComingMargins margins={app.margins} />
      <p className="-mb-4 flex flex-wrap items-center gap-x-2 text-ink-muted text-sm">
        <FlaskConical aria-hidden="true" className="size-4 text-ink-faint" />
        Not sure what a change would bring?
        <Link href={`${appHref}/lab`} className="rounded-xs text-accent-text hover:underline">
          Try it on the last 30 days of traffic
        </Link>
      </p>
      <MarginEditor
        key={`${app.inForce?.id} ${app.margins.length}`}
        proposed={proposed}
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

import { type AppParams, loadAppPage } from "../../../../../../../builder/app-page.ts";
import { MarginLab } from "../../../../../../../margins/margin-lab.tsx";
import { readProposal } from "../../../../../../../margins/margin-proposal.ts";
import { api } from "../../../../../../../trpc/server.tsx";

/** More models than anyone scrolls through to give one terms of its own. */
const MOST_CHOICES = 500;

type Props = { params: AppParams; searchParams: Promise<{ proposal?: string | string[] }> };

export default async function MarginLabPage({ params, searchParams }: Props) {
  const { workspace, app, appHref } = await loadAppPage(params);
  const { models } = await (await api()).models.list({ limit: MOST_CHOICES });
  return (
    <MarginLab
      workspaceId={workspace.id}
      appId={app.id}
      appHref={appHref}
      inForce={app.inForce}
      proposed={readProposal((await searchParams).proposal)}
      choices={models.map(({ id, name }) => ({ id, name }))}
    />
  );
}

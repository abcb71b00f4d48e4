import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("budgets");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/budgets" } };

const SCOPES = [
  ["Key", "The calls made with it.", "API keys"],
  ["Person", "The calls of every key they made.", "Members"],
  ["Connected app", "The calls it makes on your credit, its margin included.", "Connected apps"],
  ["Workspace", "All calls.", "Settings, Budget and limits"],
] as const;

export default function BudgetsDocsPage() {
  return (
    <DocsArticle slug="budgets">
      <Text>
        Money can be capped in four places, and a call must fit into all that apply to it. The most a call could cost is
        reserved on every budget in one step before it is sent anywhere, so calls at the same time cannot overrun one
        together.
      </Text>
      <Heading>Budgets</Heading>
      <FactTable
        label="Budgets"
        rows={SCOPES}
        anchor={([name]) => name.toLowerCase().replaceAll(" ", "-")}
        columns={[
          { header: "Of a", cell: ([name]) => name },
          { header: "Counts", cell: ([, counts]) => counts },
          { header: "Set under", cell: ([, , where]) => where },
        ]}
      />
      <List
        items={[
          "A budget starts over every day, week or month at 00:00 UTC (weeks on Monday), or never.",
          "A call that meets a budget first gets a lower output limit, down to what is left. With nothing useful left it is refused with 402, and the error names the budget.",
          "A budget that is set in the middle of its window counts what was settled since the window began. Calls in flight at that moment are not on it until the next window.",
        ]}
      />
      <Heading>Limits of pace</Heading>
      <Text>
        Calls per minute, tokens per minute and calls at a time can be limited for a key, a connected app and a
        workspace. A call above such a limit is refused with 429 and says when to come back. Tokens are reserved at the
        worst case and corrected when the call ends.
      </Text>
      <Heading>Alerts</Heading>
      <Text>
        Owners and admins get an e-mail when a budget reaches 50, 80 and 100%, once for each window and share, and when
        credit falls below an amount that you set. When several shares are passed at once, only the highest is told.
        Webhooks carry the same, and Alerts in the console lists what was told and whether it still holds. Alerts follow
        what is settled, usually within half a minute.
      </Text>
    </DocsArticle>
  );
}

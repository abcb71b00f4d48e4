import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("members");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/members" } };

const RIGHTS = [
  ["See calls, usage, receipts, keys and people", "yes", "yes", "yes"],
  ["Use the playground at the workspace’s expense", "yes", "yes", "yes"],
  ["Make, change, rotate and revoke keys", "no", "yes", "yes"],
  ["Buy credit, keep cards, ask for refunds", "no", "yes", "yes"],
  ["Connect apps and accept margins", "no", "yes", "yes"],
  ["Register apps and endpoints, set up payouts", "no", "yes", "yes"],
  ["Set budgets, limits and webhooks", "no", "yes", "yes"],
  ["Invite and remove members and admins", "no", "yes", "yes"],
  ["Make and remove owners", "no", "no", "yes"],
] as const;

export default function MembersDocsPage() {
  return (
    <DocsArticle slug="members">
      <Text>
        A workspace owns credit, keys, apps and earnings; people are members of it. What somebody may do is looked up at
        every request, so that a change of role or a removal holds at once.
      </Text>
      <Heading>Roles</Heading>
      <FactTable
        label="Rights by role"
        rows={RIGHTS}
        anchor={([name]) => name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}
        columns={[
          { header: "May", cell: ([name]) => name },
          { header: "Member", cell: ([, member]) => member },
          { header: "Admin", cell: ([, , admin]) => admin },
          { header: "Owner", cell: ([, , , owner]) => owner },
        ]}
      />
      <Text>A workspace always has an owner: the last one can neither leave nor become something else.</Text>
      <Heading>Invitations</Heading>
      <List
        items={[
          "An admin or owner enters an address, a role and how long the link works. The link is mailed to that address.",
          "Only an account with the invited address accepts it; a link that was passed on lets nobody else in. Somebody without an account opens one from the link.",
          "An address has one open invitation to a workspace at a time. Sending it again makes a new link and ends the old one; withdrawing ends it for good.",
        ]}
      />
      <Heading>When somebody leaves</Heading>
      <Text>
        Whoever removes a member decides what becomes of the keys they made. Revoked keys stop working at once. Keys
        that are handed over go on, and count on the budget of the person who took them over: the one who removes, or
        the longest-standing owner when somebody leaves by themselves. Keys of the playground always end. Calls,
        receipts and what was spent stay as they are.
      </Text>
    </DocsArticle>
  );
}

import { Avatar } from "@tollgate/ui/avatar";
import { Badge } from "@tollgate/ui/badge";
import { Money } from "@tollgate/ui/money";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Budget } from "../keys/key-budget.tsx";
import { type Member, MemberMenu } from "./member-menu.tsx";
import { ROLES, type Role } from "./role-words.ts";

type Props = { workspace: { id: string; role: Role }; members: readonly Member[]; viewerId: string };

/** Who belongs to the workspace, what they spend and when they were here last. */
export function MembersTable({ workspace, members, viewerId }: Props) {
  const columns: Column<Member>[] = [
    {
      key: "person",
      header: "Person",
      phone: "title",
      cell: (member) => <Person member={member} viewerId={viewerId} />,
    },
    { key: "role", header: "Role", cell: ({ role }) => ROLES[role].name },
    {
      key: "budget",
      header: "Budget",
      cell: ({ user, budgetNano, spentInWindowNano, windowEndsAt }) => (
        <Budget
          label={`Used of the budget of ${user.name}`}
          spentNano={spentInWindowNano}
          limitNano={budgetNano}
          endsAt={windowEndsAt}
        />
      ),
    },
    {
      key: "spent",
      header: "Spent in the window",
      align: "right",
      cell: ({ spentInWindowNano }) => <Money nano={spentInWindowNano} precision={2} />,
    },
    {
      key: "active",
      header: "Last active",
      cell: ({ lastActiveAt }) =>
        lastActiveAt ? <Timestamp at={lastActiveAt} /> : <span className="text-ink-faint">Not seen yet</span>,
    },
    { key: "since", header: "Since", cell: ({ since }) => <Timestamp at={since} show="date" /> },
    {
      key: "actions",
      header: <span className="sr-only">Actions</span>,
      align: "right",
      phone: "corner",
      cell: (member) => <MemberMenu workspace={workspace} member={member} isSelf={member.user.id === viewerId} />,
    },
  ];
  return <DataTable label="Members" rows={members} rowKey={({ user }) => user.id} columns={columns} />;
}

function Person({ member: { user }, viewerId }: { member: Member; viewerId: string }) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={user.name} />
      <span className="min-w-0">
        <span className="flex items-center gap-2 font-medium">
          <span className="truncate">{user.name}</span>
          {user.id === viewerId ? <Badge>You</Badge> : null}
        </span>
        <span className="block truncate font-normal text-ink-faint text-sm">{user.email}</span>
      </span>
    </span>
  );
}

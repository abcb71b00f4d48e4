import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Outputs } from "../trpc/outputs.ts";
import { InvitationActions } from "./invitation-actions.tsx";
import { ROLES } from "./role-words.ts";

type Invitation = Outputs["members"]["invitations"][number];

/** Invitations nobody has accepted yet. */
export function InvitationsTable(props: { workspaceId: string; invitations: readonly Invitation[] }) {
  const { workspaceId, invitations } = props;
  return (
    <DataTable
      label="Invitations"
      rows={invitations}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "email",
          header: "E-mail",
          phone: "title",
          cell: ({ email }) => <span className="break-all">{email}</span>,
        },
        { key: "role", header: "Role", cell: ({ role }) => ROLES[role].name },
        { key: "sent", header: "Sent", cell: ({ sentAt }) => <Timestamp at={sentAt} /> },
        {
          key: "state",
          header: "State",
          cell: ({ state, expiresAt }) =>
            state === "over" ? (
              <StatusDot tone="caution">Over</StatusDot>
            ) : (
              <StatusDot tone="accent">
                Open until <Timestamp at={expiresAt} show="date" />
              </StatusDot>
            ),
        },
        {
          key: "actions",
          header: <span className="sr-only">Actions</span>,
          align: "right",
          phone: "actions",
          cell: ({ id, email }) => <InvitationActions workspaceId={workspaceId} invitationId={id} email={email} />,
        },
      ]}
    />
  );
}

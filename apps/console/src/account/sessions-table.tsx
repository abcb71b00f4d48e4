import { Badge } from "@tollgate/ui/badge";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Outputs } from "../trpc/outputs.ts";
import { deviceWords } from "./device-words.ts";
import { EndSession } from "./end-session.tsx";

type Session = Outputs["me"]["sessions"][number];

/** Where the person is signed in; each other place can be signed out. */
export function SessionsTable({ sessions }: { sessions: readonly Session[] }) {
  return (
    <DataTable
      label="Sessions"
      rows={sessions}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "device",
          header: "Device",
          phone: "title",
          cell: ({ userAgent, current }) => (
            <span className="flex items-center gap-2 font-medium">
              {deviceWords(userAgent)}
              {current ? <Badge tone="accent">This device</Badge> : null}
            </span>
          ),
        },
        {
          key: "ip",
          header: "Address",
          cell: ({ ip }) => <code className="font-mono text-sm">{ip ?? "unknown"}</code>,
        },
        { key: "since", header: "Signed in", cell: ({ since }) => <Timestamp at={since} /> },
        { key: "seen", header: "Last seen", cell: ({ lastSeenAt }) => <Timestamp at={lastSeenAt} /> },
        {
          key: "end",
          header: <span className="sr-only">Actions</span>,
          align: "right",
          phone: "actions",
          cell: ({ id, userAgent, current }) =>
            current ? null : <EndSession sessionId={id} device={deviceWords(userAgent)} />,
        },
      ]}
    />
  );
}

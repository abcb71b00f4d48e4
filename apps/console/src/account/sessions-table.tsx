import { Badge } from "@tollgate/ui/badge";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Outputs } from "../trpc/outputs.ts";
import { EndSession } from "./end-session.tsx";

type Session = Outputs["me"]["sessions"][number];

const METHODS = {
  password: "Password",
  email_link: "E-mail link",
  passkey: "Passkey",
  github: "GitHub",
  google: "Google",
} as const satisfies Record<Session["method"], string>;
const FACTORS = {
  totp: " and code",
  recovery_code: " and recovery code",
  passkey: "",
} as const satisfies Record<NonNullable<Session["secondFactor"]>, string>;

/** How a session was proven: “Password and code”. */
function signInWords({ method, secondFactor }: Session): string {
  return `${METHODS[method]}${secondFactor ? FACTORS[secondFactor] : ""}`;
}

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
          cell: ({ device, current }) => (
            <span className="flex items-center gap-2 font-medium">
              {device}
              {current ? <Badge tone="accent">This device</Badge> : null}
            </span>
          ),
        },
        {
          key: "ip",
          header: "Address",
          cell: ({ ip }) => <code className="font-mono text-sm">{ip ?? "unknown"}</code>,
        },
        { key: "by", header: "Signed in with", cell: (session) => signInWords(session) },
        { key: "since", header: "Signed in", cell: ({ since }) => <Timestamp at={since} /> },
        { key: "seen", header: "Last seen", cell: ({ lastSeenAt }) => <Timestamp at={lastSeenAt} /> },
        {
          key: "end",
          header: <span className="sr-only">Actions</span>,
          align: "right",
          phone: "actions",
          cell: ({ id, device, current }) => (current ? null : <EndSession sessionId={id} device={device} />),
        },
      ]}
    />
  );
}

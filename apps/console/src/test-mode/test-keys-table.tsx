import { EmptyState } from "@tollgate/ui/empty-state";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { FlaskConical } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";
import { RevokeTestKey } from "./revoke-test-key.tsx";

type TestKeys = Outputs["testMode"]["keys"];
type Props = { workspaceId: string; appId: string; keys: TestKeys; mayChange: boolean };

export function TestKeysTable({ workspaceId, appId, keys, mayChange }: Props) {
  return (
    <DataTable
      label="Test keys"
      rows={keys}
      rowKey={({ id }) => id}
      empty={
        <EmptyState icon={FlaskConical} title="No test key yet">
          {mayChange
            ? "Make one and put it where a customer’s key would be. Nothing it does costs anything."
            : "An owner or admin of this workspace makes test keys."}
        </EmptyState>
      }
      columns={[
        {
          key: "name",
          header: "Test key",
          phone: "title",
          cell: ({ name }) => <span className="font-medium">{name}</span>,
        },
        {
          key: "hint",
          header: "Begins and ends",
          cell: ({ hint }) => <code className="font-mono text-xs">{hint}</code>,
        },
        { key: "made", header: "Made", cell: ({ createdAt }) => <Timestamp at={createdAt} /> },
        {
          key: "actions",
          header: <span className="sr-only">Actions</span>,
          align: "right",
          phone: "corner",
          cell: (key) => (mayChange ? <RevokeTestKey workspaceId={workspaceId} appId={appId} testKey={key} /> : null),
        },
      ]}
    />
  );
}

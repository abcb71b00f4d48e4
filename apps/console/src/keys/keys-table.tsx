import { Badge } from "@tollgate/ui/badge";
import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { Budget } from "./key-budget.tsx";
import { KeyMenu } from "./key-menu.tsx";

type Key = Outputs["keys"]["list"][number];
type Props = {
  workspace: { id: string; slug: string };
  keys: readonly Key[];
  canChange: boolean;
  empty: ReactNode;
  footer?: ReactNode;
};

const STATE = {
  active: { tone: "positive", word: "Active" },
  disabled: { tone: "caution", word: "Off" },
  expired: { tone: "caution", word: "Expired" },
  revoked: { tone: "neutral", word: "Revoked" },
} as const;

export function KeysTable({ workspace, keys, canChange, empty, footer }: Props) {
  const columns: Column<Key>[] = [
    { key: "name", header: "Key", cell: (key) => <KeyName apiKey={key} />, phone: "title" },
    {
      key: "state",
      header: "State",
      cell: (key) => <StatusDot tone={STATE[key.state].tone}>{STATE[key.state].word}</StatusDot>,
    },
    {
      key: "limit",
      header: "Limit",
      cell: (key) => (
        <Budget
          label={`Used of the limit of ${key.name}`}
          spentNano={key.spentInWindowNano}
          limitNano={key.limitNano}
          endsAt={key.windowEndsAt}
        />
      ),
    },
    { key: "spent", header: "Spent in all", cell: (key) => <Money nano={key.spentNano} />, align: "right" },
    { key: "calls", header: "Calls", cell: (key) => formatCount(key.calls), align: "right" },
    {
      key: "used",
      header: "Last used",
      cell: (key) =>
        key.lastUsedAt ? <Timestamp at={key.lastUsedAt} /> : <span className="text-ink-faint">Never</span>,
    },
    {
      key: "actions",
      header: <span className="sr-only">Actions</span>,
      cell: (key) => (
        <KeyMenu
          workspaceId={workspace.id}
          apiKey={key}
          callsHref={`/w/${workspace.slug}/calls?key=${key.id}`}
          canChange={canChange && key.state !== "revoked"}
        />
      ),
      align: "right",
      phone: "corner",
    },
  ];
  return (
    <DataTable label="API keys" rows={keys} rowKey={(key) => key.id} columns={columns} empty={empty} footer={footer} />
  );
}

function KeyName({ apiKey }: { apiKey: Key }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <span className="flex items-center gap-2 font-medium">
        <span className="max-w-56 truncate">{apiKey.name}</span>
        {apiKey.kind === "management" ? <Badge tone="outline">Management</Badge> : null}
        {apiKey.app ? <Badge tone="accent">{apiKey.app.name}</Badge> : null}
      </span>
      <span className="flex flex-wrap gap-x-2 font-normal text-ink-faint text-sm">
        <code className="font-mono text-xs leading-5">{apiKey.hint}</code>
        {apiKey.expiresAt && (apiKey.state === "active" || apiKey.state === "disabled") ? (
          <span>
            until <Timestamp at={apiKey.expiresAt} show="date" />
          </span>
        ) : null}
        {apiKey.allowedModels.length > 0 ? (
          <span title={apiKey.allowedModels.join(", ")}>{counted(apiKey.allowedModels.length, "model")}</span>
        ) : null}
        {apiKey.allowedAddresses.length > 0 ? (
          <span title={apiKey.allowedAddresses.join(", ")}>{counted(apiKey.allowedAddresses.length, "address")}</span>
        ) : null}
        {apiKey.previous && (apiKey.state === "active" || apiKey.state === "disabled") ? (
          <span>
            <code className="font-mono text-xs">{apiKey.previous.hint}</code> works until{" "}
            <Timestamp at={apiKey.previous.until} />
          </span>
        ) : null}
      </span>
    </div>
  );
}

/** “only 1 model”, “only 2 addresses”. */
function counted(count: number, what: "model" | "address"): string {
  return `only ${count} ${what}${count === 1 ? "" : what === "model" ? "s" : "es"}`;
}

import { Avatar } from "@tollgate/ui/avatar";
import { Badge } from "@tollgate/ui/badge";
import { formatCount } from "@tollgate/ui/format/number";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { describeMargin } from "../margins/describe-margin.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { hostOf } from "./host-of.ts";

type App = Outputs["apps"]["list"][number];

export function AppTable({ apps, hrefOf }: { apps: readonly App[]; hrefOf: (app: App) => string }) {
  return (
    <DataTable
      label="Apps"
      rows={apps}
      rowKey={(app) => app.id}
      rowHref={hrefOf}
      columns={[
        {
          key: "app",
          header: "App",
          phone: "title",
          cell: (app) => (
            <span className="flex items-center gap-3">
              <Avatar name={app.name} shape="square" className="size-8" />
              <span className="flex min-w-0 flex-col">
                <span className="flex items-center gap-2">
                  {app.name}
                  {app.status === "archived" ? <Badge>Archived</Badge> : null}
                </span>
                <span className="font-normal text-ink-faint text-sm">{hostOf(app.url)}</span>
              </span>
            </span>
          ),
        },
        {
          key: "margin",
          header: "Margin",
          cell: (app) => (
            <span className="flex flex-col max-sm:items-end">
              {app.inForce ? describeMargin(app.inForce) : "None"}
              {app.pending ? (
                <span className="text-caution-text text-sm">
                  {describeMargin(app.pending)} from <Timestamp at={app.pending.effectiveAt} show="date" />
                </span>
              ) : null}
            </span>
          ),
        },
        { key: "customers", header: "Customers", align: "right", cell: (app) => formatCount(app.activeGrants) },
        {
          key: "created",
          header: "Registered",
          align: "right",
          cell: (app) => <Timestamp at={app.createdAt} show="date" />,
        },
      ]}
    />
  );
}

import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { AppWindow, Server } from "lucide-react";
import type { EarningsRole } from "./role.ts";

/** Before the first earning: what would earn, and where to begin. */
export function EarningsEmpty({ role, slug }: { role: EarningsRole; slug: string }) {
  if (role === "builder") {
    return (
      <EmptyState
        icon={AppWindow}
        title="Your apps have not earned yet"
        actions={
          <Button asChild intent="primary">
            <Link href={`/w/${slug}/apps`}>Go to your apps</Link>
          </Button>
        }
      >
        When someone connects your app and calls a model through it, your margin on that call arrives here, call by
        call.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Server}
      title="Your endpoints have not earned yet"
      actions={
        <Button asChild intent="primary">
          <Link href={`/w/${slug}/endpoints`}>Go to your endpoints</Link>
        </Button>
      }
    >
      Each call that an endpoint of yours serves earns its price, to the token. It arrives here as soon as it is
      settled.
    </EmptyState>
  );
}

import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { SearchX } from "lucide-react";

export default function NotFound() {
  return (
    <EmptyState
      icon={SearchX}
      title="There is nothing at this address"
      actions={
        <Button asChild>
          <Link href="/home">Go to your workspace</Link>
        </Button>
      }
    >
      It may have been removed, or it belongs to a workspace you are not a member of.
    </EmptyState>
  );
}

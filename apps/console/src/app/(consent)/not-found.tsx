import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { NothingHere } from "../../shell/nothing-here.tsx";

export default function LinkNotFound() {
  return (
    <div className="pt-12 sm:pt-24">
      <NothingHere
        actions={
          <Button asChild>
            <Link href="/home">Go to your workspace</Link>
          </Button>
        }
      >
        The link may be cut off or mistyped. Open it again from where you have it, or ask whoever gave it to you for
        another one.
      </NothingHere>
    </div>
  );
}

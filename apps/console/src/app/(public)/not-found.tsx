import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { NothingHere } from "../../shell/nothing-here.tsx";

export default function PublicNotFound() {
  return (
    <main className="flex flex-1 flex-col justify-center py-24">
      <NothingHere
        actions={
          <>
            <Button asChild intent="primary">
              <Link href="/models">All models</Link>
            </Button>
            <Button asChild>
              <Link href="/providers">Providers</Link>
            </Button>
            <Button asChild>
              <Link href="/docs">Documentation</Link>
            </Button>
          </>
        }
      >
        It may be mistyped, or what was here is no longer offered.
      </NothingHere>
    </main>
  );
}

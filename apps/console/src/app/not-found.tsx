import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { NothingHere } from "../shell/nothing-here.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <NothingHere
        actions={
          <>
            <Button asChild intent="primary">
              <Link href="/">Home page</Link>
            </Button>
            <Button asChild>
              <Link href="/models">Models</Link>
            </Button>
            <Button asChild>
              <Link href="/docs">Documentation</Link>
            </Button>
          </>
        }
      >
        It may have moved, or the address has a slip in it.
      </NothingHere>
    </main>
  );
}

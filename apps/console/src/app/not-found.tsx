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
              <Link href="/home">Go to your workspace</Link>
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
        It may have been removed, or it belongs to a workspace you are not a member of.
      </NothingHere>
    </main>
  );
}

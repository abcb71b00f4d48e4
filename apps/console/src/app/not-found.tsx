import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { LogoMark } from "@tollgate/ui/logo";
import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
      <LogoMark className="size-10" />
      <h1 className="mt-6 font-semibold text-2xl">There is nothing at this address</h1>
      <p className="mt-2 max-w-sm text-ink-muted">
        It may have been removed, or it belongs to a workspace you are not a member of.
      </p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        <Button asChild intent="primary">
          <Link href="/home">Go to your workspace</Link>
        </Button>
        <Button asChild>
          <Link href="/models">Models</Link>
        </Button>
        <Button asChild>
          <Link href="/docs">Documentation</Link>
        </Button>
      </div>
    </main>
  );
}

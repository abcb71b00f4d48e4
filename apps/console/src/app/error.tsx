"use client";

import { Button } from "@tollgate/ui/button";
import { LogoMark } from "@tollgate/ui/logo";

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
      <LogoMark className="size-10" />
      <h1 className="mt-6 font-semibold text-2xl">Something on our side went wrong</h1>
      <p className="mt-2 max-w-sm text-ink-muted">Nothing was charged by this page. Try again in a moment.</p>
      {error.digest ? <p className="mt-2 font-mono text-ink-faint text-xs">Reference {error.digest}</p> : null}
      <Button className="mt-6" onClick={reset}>
        Try again
      </Button>
    </main>
  );
}

"use client";

import { Button } from "@tollgate/ui/button";
import { ErrorState } from "@tollgate/ui/error-state";

export default function PublicError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto w-full max-w-6xl flex-1 px-5 pt-14 pb-20 sm:px-8">
      <ErrorState
        title="This page could not be loaded"
        reference={error.digest}
        actions={
          <Button size="sm" onClick={reset}>
            Try again
          </Button>
        }
      >
        What it shows did not answer. Try again in a moment.
      </ErrorState>
    </main>
  );
}

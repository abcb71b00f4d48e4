"use client";

import { Button } from "@tollgate/ui/button";
import { ErrorState } from "@tollgate/ui/error-state";

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState
      title="This page could not be loaded"
      reference={error.digest}
      actions={
        <Button size="sm" onClick={reset}>
          Try again
        </Button>
      }
    >
      Nothing you did was lost. If it stays like this, tell whoever runs this marketplace and quote the reference.
    </ErrorState>
  );
}

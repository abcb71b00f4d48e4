"use client";

import { Button } from "@tollgate/ui/button";
import { useState } from "react";
import { SetUpTotp } from "./set-up-totp.tsx";

/** Setting up an authenticator app on the way in. */
export function SetUpFirst({ nextPath }: { nextPath: string }) {
  const [begun, setBegun] = useState(false);
  if (begun) return <SetUpTotp onDone={() => window.location.assign(nextPath)} />;
  return (
    <Button intent="primary" wide className="h-10" onClick={() => setBegun(true)}>
      Set up an authenticator app
    </Button>
  );
}

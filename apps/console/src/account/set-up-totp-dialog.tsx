"use client";

import { Button } from "@tollgate/ui/button";
import { Dialog } from "@tollgate/ui/dialog";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SetUpTotp } from "./set-up-totp.tsx";

/** Setting up an authenticator app from the account page. */
export function SetUpTotpDialog({ disabled }: { disabled: boolean }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  function change(next: boolean) {
    setOpen(next);
    if (!next) router.refresh();
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      size="sm"
      staysOpen
      trigger={
        <Button size="sm" disabled={disabled}>
          Set up
        </Button>
      }
      title="Set up an authenticator app"
    >
      <SetUpTotp onDone={() => change(false)} />
    </Dialog>
  );
}

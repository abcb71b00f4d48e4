"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

/** State of a dialog that makes something and shows its secret at the only moment it can be read: it stays open then, and the page is fresh after. */
export function useMadeOnce<Made>() {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const router = useRouter();

  function onOpenChange(next: boolean) {
    if (next) setMade(null);
    else router.refresh();
    setOpen(next);
  }

  return { made, setMade, dialog: { open, onOpenChange, staysOpen: made !== null } };
}

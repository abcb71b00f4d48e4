"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/**
 * State of a dialog that makes something and shows its secret at the only moment it can be read: it stays open then, and the page is fresh
 * after. With the first thing made the page's button is another one, and the page itself takes the focus that the old one had.
 */
export function useMadeOnce<Made>() {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const router = useRouter();
  const wasMade = useRef(false);

  useEffect(
    () => () => {
      if (wasMade.current) queueMicrotask(focusPageIfLost);
    },
    [],
  );

  function onOpenChange(next: boolean) {
    wasMade.current = !next && made !== null;
    if (next) setMade(null);
    else router.refresh();
    setOpen(next);
  }

  return { made, setMade, dialog: { open, onOpenChange, staysOpen: made !== null } };
}

function focusPageIfLost(): void {
  if (document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
}

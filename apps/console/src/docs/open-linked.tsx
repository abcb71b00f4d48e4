"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";

/** Opens the folded part that the address names, or that holds what it names. */
export function OpenLinked() {
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has other parts
  useEffect(() => {
    const open = () => {
      const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      const folded = target?.closest("details");
      if (!folded || folded.open) return;
      folded.open = true;
      target?.scrollIntoView();
    };
    open();
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, [path]);
  return null;
}

"use client";

import { useRouter } from "next/navigation";

/**
 * Goes to what was chosen in a finder. A part of a page is left to the browser: only its own way to an anchor marks
 * the row and opens what is folded.
 */
export function useGoTo(): (href: string) => void {
  const router = useRouter();
  return (href) => (href.includes("#") ? window.location.assign(href) : router.push(href));
}

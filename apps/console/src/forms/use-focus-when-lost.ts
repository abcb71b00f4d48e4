"use client";

import { useEffect, useRef } from "react";

/**
 * Takes the focus when what had it is gone or can no longer be pressed once a deed is done, so that a keyboard goes on from there.
 * @param stage changes with every such deed.
 * @returns for the element that takes it; give it `tabIndex={-1}`.
 */
export function useFocusWhenLost<E extends HTMLElement>(stage: string) {
  const taker = useRef<E>(null);
  const shown = useRef(stage);
  useEffect(() => {
    if (shown.current === stage) return;
    shown.current = stage;
    const holder = document.activeElement;
    if (holder === document.body || holder?.matches(":disabled")) taker.current?.focus({ preventScroll: true });
  }, [stage]);
  return taker;
}

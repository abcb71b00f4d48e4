"use client";

import { useSyncExternalStore } from "react";
import { formatDate, formatExact, formatMinute, formatRelative } from "./format/time.ts";

const TICK_MS = 30_000;

function subscribe(notify: () => void): () => void {
  const timer = setInterval(notify, TICK_MS);
  return () => clearInterval(timer);
}

/** Rounded to the tick, so that repeated reads agree between ticks as React requires. */
const currentTick = () => Math.floor(Date.now() / TICK_MS);

export type TimestampProps = {
  at: Date | string;
  /** `minute` is for dense lists whose head says UTC. */
  show?: "relative" | "exact" | "date" | "minute";
  className?: string;
};

/** A moment, as people say it, with the exact UTC time behind it. */
export function Timestamp({ at, show = "relative", className }: TimestampProps) {
  const tick = useSyncExternalStore(subscribe, currentTick, currentTick);
  const moment = typeof at === "string" ? new Date(at) : at;
  const relative = formatRelative(moment, new Date(Math.max(tick * TICK_MS, 0)));
  const text = { exact: formatExact, date: formatDate, minute: formatMinute, relative: () => relative }[show](moment);
  return (
    <time
      dateTime={moment.toISOString()}
      title={show === "exact" ? relative : formatExact(moment)}
      className={className ? `tabular whitespace-nowrap ${className}` : "tabular whitespace-nowrap"}
      suppressHydrationWarning
    >
      {text}
    </time>
  );
}

import { classNames } from "./class-names.ts";

/** The mark: a gate whose raised arm is cut in three, one piece for each party a charge is divided between. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={classNames("size-6", className)}>
      <rect x="2.5" y="9.5" width="5" height="12" rx="1.4" className="fill-ink" />
      <g className="stroke-[3.6]" strokeLinecap="butt">
        <path d="M4.06 8.2 10.2 6.03" className="stroke-ink" />
        <path d="M11.24 5.66 15.96 3.99" className="stroke-leg-platform" />
        <path d="M17 3.63 21.72 1.96" className="stroke-leg-builder" />
      </g>
      <path d="M11 20h2.6M15.4 20H18M19.8 20h1.7" className="stroke-[1.8] stroke-ink-faint" />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span
      className={classNames("inline-flex items-center gap-2 font-semibold text-lg text-ink tracking-tight", className)}
    >
      <LogoMark className="size-[1.35em]" />
      Tollgate
    </span>
  );
}

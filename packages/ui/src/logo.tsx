import { classNames } from "./class-names.ts";

/** The mark: a gate whose raised arm is cut in three, one piece for each party a charge is divided between. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={classNames("size-6", className)}>
      <rect x="2" y="12.9" width="6.2" height="9.6" rx="1.3" className="fill-ink" />
      <g transform="rotate(-19 5 11)">
        <rect x="1.6" y="6.4" width="8" height="5" rx="1.3" className="fill-ink" />
        <rect x="10.8" y="6.4" width="5.4" height="5" rx="1.3" className="fill-leg-platform" />
        <rect x="17.4" y="6.4" width="5.4" height="5" rx="1.3" className="fill-leg-builder" />
      </g>
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

import { LogoMark } from "@tollgate/ui/logo";
import type { ReactNode } from "react";

/** A page that is not there, and where to go instead. */
export function NothingHere({ children, actions }: { children: ReactNode; actions: ReactNode }) {
  return (
    <div className="flex flex-col items-center px-6 text-center">
      <LogoMark className="size-10" />
      <h1 className="mt-6 font-semibold text-2xl">There is nothing at this address</h1>
      <p className="mt-2 max-w-sm text-ink-muted">{children}</p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">{actions}</div>
    </div>
  );
}

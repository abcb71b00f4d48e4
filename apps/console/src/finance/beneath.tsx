import { Link } from "@tollgate/ui/link";
import type { ReactNode } from "react";

/** A number that leads to what it is made of. */
export function Beneath({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="underline decoration-line-control underline-offset-3 hover:decoration-current">
      {children}
    </Link>
  );
}

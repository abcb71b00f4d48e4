import { Link } from "@tollgate/ui/link";
import { Logo } from "@tollgate/ui/logo";
import type { ReactNode } from "react";

/** A page of its own, without the shell: a person decides one thing here. */
export default function ConsentLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 pt-8 pb-16 sm:pt-14">
      <header>
        <Link href="/" aria-label="Tollgate" className="inline-flex rounded-sm">
          <Logo />
        </Link>
      </header>
      <main className="mt-7 w-full max-w-xl sm:mt-9">{children}</main>
    </div>
  );
}

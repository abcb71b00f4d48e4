import { Link } from "@tollgate/ui/link";
import { LogoMark } from "@tollgate/ui/logo";
import type { ReactNode } from "react";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-5 pt-[14vh] pb-16">
      <Link href="/" aria-label="Tollgate" className="rounded-md">
        <LogoMark className="size-9" />
      </Link>
      <div className="mt-7 w-full max-w-sm">{children}</div>
    </main>
  );
}

import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Logo } from "@tollgate/ui/logo";
import type { ReactNode } from "react";
import { signedInUserId } from "../../server/session.ts";
import { PublicMenu } from "../../shell/public-menu.tsx";
import { PUBLIC_PLACES } from "../../shell/public-places.ts";
import { PublicSearch, SearchButton } from "../../shell/public-search.tsx";
import { ThemeToggle } from "../../shell/theme-toggle.tsx";

export const dynamic = "force-dynamic";

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const signedIn = (await signedInUserId()) !== null;
  return (
    <PublicSearch>
      <div className="flex min-h-dvh flex-col">
        <header className="sticky top-0 z-30 border-b bg-canvas/85 backdrop-blur-md print:hidden">
          <div className="mx-auto flex h-16 max-w-6xl items-center gap-2 px-5 sm:px-8">
            <Link href="/" aria-label="Tollgate" className="mr-auto inline-flex rounded-sm">
              <Logo />
            </Link>
            {PUBLIC_PLACES.map(({ href, label }) => (
              <Button key={href} asChild intent="quiet" className="max-md:hidden">
                <Link href={href}>{label}</Link>
              </Button>
            ))}
            <SearchButton />
            <ThemeToggle />
            {signedIn ? (
              <Button asChild intent="primary">
                <Link href="/home">
                  <span className="max-sm:hidden">Open console</span>
                  <span className="sm:hidden">Console</span>
                </Link>
              </Button>
            ) : (
              <>
                <Button asChild intent="quiet">
                  <Link href="/sign-in">Sign in</Link>
                </Button>
                <Button asChild intent="primary" className="max-sm:hidden">
                  <Link href="/sign-up">Open an account</Link>
                </Button>
              </>
            )}
            <PublicMenu />
          </div>
        </header>
        {children}
        <footer className="border-t print:hidden">
          <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-4 px-5 py-8 text-ink-faint text-sm sm:px-8">
            <Logo className="text-base" />
            <p>Open source under Apache-2.0. Anyone can run a marketplace of their own.</p>
            <nav aria-label="More" className="flex flex-wrap gap-x-5 gap-y-2">
              {PUBLIC_PLACES.map(({ href, label }) => (
                <Link key={href} href={href} className="rounded-sm hover:text-ink">
                  {label}
                </Link>
              ))}
            </nav>
          </div>
        </footer>
      </div>
    </PublicSearch>
  );
}

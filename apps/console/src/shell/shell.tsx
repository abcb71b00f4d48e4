"use client";

import { Drawer } from "@tollgate/ui/drawer";
import { IconButton } from "@tollgate/ui/icon-button";
import { Link } from "@tollgate/ui/link";
import { Logo } from "@tollgate/ui/logo";
import { Menu as MenuIcon } from "lucide-react";
import { useParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { GoAnywhere } from "./go-anywhere.tsx";
import { navigationFor } from "./navigation.ts";
import { NavigationList } from "./navigation-list.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { UserMenu } from "./user-menu.tsx";
import type { Viewer } from "./viewer.ts";
import { WorkspaceSwitcher } from "./workspace-switcher.tsx";

/** Sidebar, top bar and the page. On a phone the sidebar is a drawer. */
export function Shell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const [drawerOpen, setDrawerOpen] = useState(false);
  const params = useParams<{ workspace?: string }>();
  const workspaceSlug = params.workspace ?? viewer.workspaces[0]?.slug;
  const sections = navigationFor(viewer, workspaceSlug);
  const switcher =
    viewer.workspaces.length > 0 ? (
      <WorkspaceSwitcher workspaces={viewer.workspaces} currentSlug={workspaceSlug} />
    ) : null;
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="sr-only z-60 rounded-md bg-accent px-3 py-2 text-accent-on focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <aside className="sticky top-0 flex h-dvh flex-col border-r bg-sunken max-lg:hidden print:hidden">
        <div className="flex h-14 shrink-0 items-center px-5">
          <Link href="/home" aria-label="Tollgate, home" className="inline-flex rounded-sm">
            <Logo />
          </Link>
        </div>
        <div className="px-3 pb-2">{switcher}</div>
        <NavigationList sections={sections} />
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-30 flex h-14 shrink-0 items-center justify-between gap-4 border-b bg-canvas/85 px-4 backdrop-blur-md sm:px-8 lg:border-transparent print:hidden">
          <div className="flex items-center gap-2 lg:hidden">
            <Drawer
              title="Menu"
              open={drawerOpen}
              onOpenChange={setDrawerOpen}
              trigger={
                <IconButton label="Open menu" className="-ml-2">
                  <MenuIcon className="size-5!" />
                </IconButton>
              }
            >
              <div className="px-3 pt-2 pr-13 pb-2">{switcher}</div>
              <NavigationList sections={sections} onNavigate={() => setDrawerOpen(false)} />
            </Drawer>
            <Logo />
          </div>
          <div className="ml-auto flex items-center gap-2">
            <GoAnywhere
              sections={sections}
              workspaces={viewer.workspaces}
              duties={viewer.duties}
              workspaceSlug={workspaceSlug}
            />
            <ThemeToggle />
            <UserMenu user={viewer.user} workspaceSlug={workspaceSlug} />
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="outline-none mx-auto w-full max-w-6xl flex-1 px-4 pt-4 pb-20 sm:px-8 print:max-w-none print:p-0"
        >
          {children}
        </main>
      </div>
    </div>
  );
}

"use client";

import { LinkTabs } from "@tollgate/ui/tabs";
import { usePathname } from "next/navigation";

const TABS: readonly { path: string; label: string; below?: boolean }[] = [
  { path: "", label: "Overview" },
  { path: "/customers", label: "Customers", below: true },
  { path: "/attribution", label: "Attribution" },
  { path: "/margin", label: "Margin" },
  { path: "/lab", label: "Margin lab" },
  { path: "/integrate", label: "Integrate" },
  { path: "/test", label: "Test mode" },
  { path: "/settings", label: "Settings" },
];

export function AppTabs({ appHref }: { appHref: string }) {
  const pathname = usePathname();
  const tabs = TABS.map(({ path, label, below }) => {
    const href = appHref + path;
    return { href, label, current: pathname === href || (below === true && pathname.startsWith(`${href}/`)) };
  });
  return <LinkTabs label="App" tabs={tabs} />;
}

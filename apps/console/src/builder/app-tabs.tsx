"use client";

import { LinkTabs } from "@tollgate/ui/tabs";
import { usePathname } from "next/navigation";

const TABS = [
  { path: "", label: "Overview" },
  { path: "/margin", label: "Margin" },
  { path: "/lab", label: "Margin lab" },
  { path: "/integrate", label: "Integrate" },
  { path: "/settings", label: "Settings" },
];

export function AppTabs({ appHref }: { appHref: string }) {
  const pathname = usePathname();
  const tabs = TABS.map(({ path, label }) => {
    const href = appHref + path;
    return { href, label, current: pathname === href };
  });
  return <LinkTabs label="App" tabs={tabs} />;
}

"use client";

import { SidebarLink, SidebarSection } from "@tollgate/ui/sidebar";
import { usePathname } from "next/navigation";
import { isCurrent, type NavigationSection } from "./navigation.ts";

export function NavigationList({ sections, onNavigate }: { sections: NavigationSection[]; onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-1 flex-col gap-5 overflow-y-auto px-3 pt-2 pb-6">
      {sections.map((section) => (
        <SidebarSection key={section.title ?? "use"} title={section.title}>
          {section.items.map((item) => (
            <SidebarLink
              key={item.href}
              href={item.href}
              icon={item.icon}
              current={isCurrent(item, pathname)}
              onClick={onNavigate}
            >
              {item.label}
            </SidebarLink>
          ))}
        </SidebarSection>
      ))}
    </nav>
  );
}

import type { ReactNode } from "react";
import { DocsNavigation } from "../../../docs/docs-navigation.tsx";
import { OpenLinked } from "../../../docs/open-linked.tsx";

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid w-full max-w-6xl flex-1 content-start px-5 sm:px-8 lg:grid-cols-[15rem_1fr] lg:content-stretch lg:gap-10">
      <DocsNavigation />
      <OpenLinked />
      <main className="min-w-0 pt-8 pb-24 lg:pt-12">{children}</main>
    </div>
  );
}

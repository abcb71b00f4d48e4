"use client";

import { type ComponentProps, createContext, type ElementType, type ReactNode, useContext } from "react";

const LinkComponent = createContext<ElementType>("a");

/** Tells every link in this package which component navigates, so that the package needs no router of its own. */
export function LinkProvider({ component, children }: { component: ElementType; children: ReactNode }) {
  return <LinkComponent value={component}>{children}</LinkComponent>;
}

export function Link(props: ComponentProps<"a"> & { href: string }) {
  const Component = useContext(LinkComponent);
  return <Component {...props} />;
}

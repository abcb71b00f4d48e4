/** The parts of the public site, as its header and its menu list them. */
export const PUBLIC_PLACES = [
  { href: "/models", label: "Models" },
  { href: "/providers", label: "Providers" },
  { href: "/apps", label: "Apps" },
  { href: "/pricing", label: "Pricing" },
  { href: "/docs", label: "Docs" },
] as const;

import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { LogoMark } from "@tollgate/ui/logo";
import type { ReactNode } from "react";

type Place = { readonly href: string; readonly label: string };
type Props = {
  children: ReactNode;
  /** Where to go instead, the likeliest first. */
  places: readonly Place[];
};

const PUBLIC: readonly Place[] = [
  { href: "/", label: "Home page" },
  { href: "/models", label: "Models" },
  { href: "/docs", label: "Documentation" },
];

/** A page that is not there, and where to go instead. */
export function NothingHere({ children, places }: Props) {
  return (
    <div className="flex flex-col items-center px-6 text-center">
      <LogoMark className="size-10" />
      <h1 className="mt-6 font-semibold text-2xl">There is nothing at this address</h1>
      <p className="mt-2 max-w-sm text-ink-muted">{children}</p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        {places.map(({ href, label }, index) => (
          <Button key={href} asChild intent={index === 0 ? "primary" : "secondary"}>
            <Link href={href}>{label}</Link>
          </Button>
        ))}
      </div>
    </div>
  );
}

/** The same for whoever is not signed in. */
export function NothingPublic() {
  return (
    <NothingHere places={PUBLIC}>It may be mistyped, or what was here has moved or is no longer offered.</NothingHere>
  );
}

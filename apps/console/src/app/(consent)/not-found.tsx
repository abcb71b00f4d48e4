import { NothingHere } from "../../shell/nothing-here.tsx";

export default function LinkNotFound() {
  return (
    <div className="pt-12 sm:pt-24">
      <NothingHere places={[{ href: "/home", label: "Go to your workspace" }]}>
        The link may be cut off or mistyped. Open it again from where you have it, or ask whoever gave it to you for
        another one.
      </NothingHere>
    </div>
  );
}

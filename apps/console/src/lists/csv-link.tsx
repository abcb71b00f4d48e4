import { Button } from "@tollgate/ui/button";
import { Download } from "lucide-react";

/** Downloads what a list shows. */
export function CsvLink({ href, size }: { href: string; size?: "sm" }) {
  return (
    <Button asChild size={size}>
      <a href={href} download>
        <Download aria-hidden="true" /> Export CSV
      </a>
    </Button>
  );
}

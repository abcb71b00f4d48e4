import { Button } from "@tollgate/ui/button";
import { Download } from "lucide-react";

/** Downloads what a list shows. */
export function CsvLink({ href }: { href: string }) {
  return (
    <Button asChild>
      <a href={href} download>
        <Download aria-hidden="true" /> CSV
      </a>
    </Button>
  );
}

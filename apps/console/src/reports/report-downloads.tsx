import { Button } from "@tollgate/ui/button";
import { FileText } from "lucide-react";
import { CsvLink } from "../lists/csv-link.tsx";

/** A report to keep: for machines and for paper, from the same data. */
export function ReportDownloads({ href }: { href: string }) {
  const pdf = `${href}${href.includes("?") ? "&" : "?"}format=pdf`;
  return (
    <>
      <CsvLink href={href} />
      <Button asChild>
        <a href={pdf} download>
          <FileText aria-hidden="true" /> PDF
        </a>
      </Button>
    </>
  );
}

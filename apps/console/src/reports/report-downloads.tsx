import { Button } from "@tollgate/ui/button";
import { Download, FileText } from "lucide-react";

/** A report to keep: for machines and for paper, from the same data. */
export function ReportDownloads({ href }: { href: string }) {
  const pdf = `${href}${href.includes("?") ? "&" : "?"}format=pdf`;
  return (
    <>
      <Button asChild>
        <a href={href} download>
          <Download aria-hidden="true" /> Download CSV
        </a>
      </Button>
      <Button asChild>
        <a href={pdf} download>
          <FileText aria-hidden="true" /> PDF
        </a>
      </Button>
    </>
  );
}

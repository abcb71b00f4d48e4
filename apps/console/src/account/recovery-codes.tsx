"use client";

import { Button } from "@tollgate/ui/button";
import { CopyButton } from "@tollgate/ui/copy-button";
import { Notice } from "@tollgate/ui/notice";
import { Download } from "lucide-react";

/** The codes at the only moment they can be read. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const text = codes.join("\n");
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`Recovery codes for Tollgate\n\n${text}\n`)}`;
  return (
    <div className="flex flex-col gap-5">
      <p className="text-ink-muted">
        Each of these stands in once for your authenticator app, should you lose it. Keep them where you keep passwords.
      </p>
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-md border bg-sunken p-4 font-mono text-sm max-sm:grid-cols-1 max-sm:text-base"
        translate="no"
      >
        {codes.map((code) => (
          <li key={code} className="tabular select-all whitespace-nowrap">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label="Copy codes" look="labelled" />
        <Button asChild>
          <a href={file} download="tollgate-recovery-codes.txt">
            <Download /> Download
          </a>
        </Button>
      </div>
      <Notice tone="caution">We store only fingerprints of them: nobody can show them again.</Notice>
      <Button intent="primary" wide className="h-10" onClick={onKept}>
        I have kept them
      </Button>
    </div>
  );
}

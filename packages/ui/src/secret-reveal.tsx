"use client";

import { useLayoutEffect, useRef } from "react";
import { CopyButton } from "./copy-button.tsx";
import { Notice } from "./notice.tsx";

/**
 * A secret at the only moment it can be read: whole, selectable, with one obvious act. In a dialog it takes the place of the form that made
 * it, whose button had the focus: the act has it then.
 */
export function SecretReveal({ secret, name }: { secret: string; name: string }) {
  const shown = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (shown.current?.closest('[role="dialog"]')) shown.current.querySelector("button")?.focus();
  }, []);
  return (
    <div ref={shown} className="flex flex-col gap-4">
      <div className="flex items-center gap-2 rounded-md border border-line-control bg-sunken p-1.5 pl-3">
        <code data-secret className="min-w-0 flex-1 select-all break-all font-mono text-sm" translate="no">
          {secret}
        </code>
        <CopyButton text={secret} label={`Copy ${name}`} look="labelled" className="self-start" />
      </div>
      <Notice tone="caution">
        Keep it somewhere safe now. We store only a fingerprint of it, so nobody can show this {name} again.
      </Notice>
    </div>
  );
}

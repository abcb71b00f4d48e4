"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

const SHOWN_MS = 1600;

export type CopyButtonProps = {
  text: string;
  /** What is copied, for the spoken name: "Copy key". */
  label?: string;
  /** `labelled` shows the words; `icon` only the sign. */
  look?: "icon" | "labelled";
  className?: string;
};

export function CopyButton({ text, label = "Copy", look = "icon", className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  const icon = copied ? <Check className="text-positive-text" /> : <Copy />;
  if (look === "labelled") {
    return (
      <Button onClick={copy} className={className}>
        {icon}
        {copied ? "Copied" : label}
      </Button>
    );
  }
  return (
    <IconButton label={copied ? "Copied" : label} size="sm" onClick={copy} className={className}>
      {icon}
    </IconButton>
  );
}

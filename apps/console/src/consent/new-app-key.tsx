"use client";

import { Button } from "@tollgate/ui/button";
import { CopyButton } from "@tollgate/ui/copy-button";
import { Link } from "@tollgate/ui/link";
import { SecretReveal } from "@tollgate/ui/secret-reveal";
import { ArrowRight, CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { hostOf } from "../builder/host-of.ts";

type Props = {
  app: { name: string; url: string };
  accepted: { secret: string; callbackUrl: string | null };
  baseUrl: string;
  manageHref: string;
};

/** The app's key at the only moment it can be read, and where it goes. */
export function NewAppKey({ app, accepted, baseUrl, manageHref }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const backTo = accepted.callbackUrl ?? app.url;
  return (
    <section aria-labelledby="connected" className="flex flex-col gap-6">
      <header>
        <CircleCheck className="size-9 text-positive-text" strokeWidth={1.5} aria-hidden="true" />
        <h1 ref={heading} id="connected" tabIndex={-1} className="mt-4 font-semibold text-2xl outline-none">
          {app.name} is connected
        </h1>
        <p className="mt-1 text-ink-muted">
          Copy its key and paste it into {app.name}. From then on its calls are paid by your workspace.
        </p>
      </header>
      <SecretReveal secret={accepted.secret} name="key" />
      <p className="flex flex-wrap items-center gap-x-2 text-ink-muted text-sm">
        If {app.name} asks for an API address, it is <code className="font-mono text-ink">{baseUrl}</code>
        <CopyButton text={baseUrl} label="Copy address" />
      </p>
      <div className="grid gap-2.5 sm:grid-cols-[auto_minmax(0,1fr)]">
        <Button asChild size="lg" className="max-sm:order-last">
          <Link href={manageHref}>Manage connected apps</Link>
        </Button>
        <Button asChild intent="primary" size="lg" wide>
          <a href={backTo} rel="noreferrer">
            {accepted.callbackUrl ? `Return to ${app.name}` : `Open ${hostOf(app.url)}`}{" "}
            <ArrowRight aria-hidden="true" />
          </a>
        </Button>
      </div>
    </section>
  );
}

import { Avatar } from "@tollgate/ui/avatar";
import { ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { hostOf } from "../builder/host-of.ts";
import type { Outputs } from "../trpc/outputs.ts";

type Props = { preview: Pick<Outputs["connect"]["preview"], "app" | "builder">; children: ReactNode };

/** Who asks: the app and the workspace behind it. The heading says what for. */
export function AppIdentity({ preview: { app, builder }, children }: Props) {
  return (
    <header className="flex flex-col items-start gap-4">
      <Avatar name={app.name} shape="square" className="size-12 rounded-lg text-lg" />
      <div>
        <h1 className="font-semibold text-2xl">{children}</h1>
        <p className="mt-1 text-ink-muted">
          By {builder.name} ·{" "}
          <a
            href={app.url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-0.5 rounded-xs underline-offset-4 hover:text-ink hover:underline"
          >
            {hostOf(app.url)} <ArrowUpRight className="size-3.5" aria-hidden="true" />
          </a>
        </p>
      </div>
      {app.description ? <p className="text-ink-muted">{app.description}</p> : null}
    </header>
  );
}

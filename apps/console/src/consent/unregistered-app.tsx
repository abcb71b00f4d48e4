import { Avatar } from "@tollgate/ui/avatar";
import { Notice } from "@tollgate/ui/notice";
import { KeyRound, LockKeyhole, SquareTerminal, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";

type Preview = Pick<Outputs["connect"]["previewSignIn"], "callbackHost" | "onThisMachine">;

const GETS = [
  {
    icon: KeyRound,
    text: "It gets a key of its own, which calls models on your workspace’s credit, up to the limit you set.",
  },
  { icon: LockKeyhole, text: "It sees nothing else: no other keys, no members, no payments." },
  { icon: Unplug, text: "Revoke its key any time under API keys: it stops working within a second." },
];

/** An app nobody registered here: what is known of it is where it has people sent back to. */
export function UnregisteredApp({ preview }: { preview: Preview }) {
  const name = nameOfApp(preview);
  return (
    <div className="flex flex-col gap-6">
      <Identity preview={preview}>{name} asks for a key</Identity>
      <Notice tone={preview.onThisMachine ? "accent" : "caution"}>
        {preview.onThisMachine
          ? "Go on only if you have just started this program yourself."
          : `Nobody has registered this app with Tollgate. Go on only if you came from ${preview.callbackHost} and trust it.`}
      </Notice>
      <ul className="flex flex-col gap-2.5">
        {GETS.map(({ icon: Icon, text }) => (
          <li key={text} className="flex gap-2.5 text-ink-muted text-sm">
            <Icon className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-hidden="true" />
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Identity({
  preview: { callbackHost: name, onThisMachine },
  children,
}: {
  preview: Preview;
  children: ReactNode;
}) {
  return (
    <header className="flex flex-col items-start gap-4">
      {onThisMachine ? (
        <span className="inline-flex size-12 items-center justify-center rounded-lg bg-accent-soft text-accent-text">
          <SquareTerminal className="size-6" strokeWidth={1.75} aria-hidden="true" />
        </span>
      ) : (
        <Avatar name={name} shape="square" className="size-12 rounded-lg text-lg" />
      )}
      <div>
        <h1 className="break-words font-semibold text-2xl">{children}</h1>
        <p className="mt-1 text-ink-muted">You are sent back to {name}</p>
      </div>
    </header>
  );
}

/** What people call it: the site's name, or that it runs here. */
export function nameOfApp({ callbackHost, onThisMachine }: Preview): string {
  return onThisMachine ? "A program on this computer" : callbackHost;
}

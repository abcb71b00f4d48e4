import { CircleDollarSign, ShieldCheck, Unplug } from "lucide-react";

const PROMISES = [
  { icon: CircleDollarSign, text: "It can spend up to your monthly limit and your balance, never beyond either." },
  {
    icon: ShieldCheck,
    text: "A higher margin never applies to you unless you accept it. A lower one applies at once.",
  },
  { icon: Unplug, text: "Disconnect any time: its key stops working within a second." },
];

/** What a person can rely on after they have agreed. */
export function Promises() {
  return (
    <ul className="flex flex-col gap-2.5">
      {PROMISES.map(({ icon: Icon, text }) => (
        <li key={text} className="flex gap-2.5 text-ink-muted text-sm">
          <Icon className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}

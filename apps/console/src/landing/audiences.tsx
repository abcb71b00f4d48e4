import { AppWindow, type LucideIcon, Server, Users } from "lucide-react";

type Audience = { icon: LucideIcon; name: string; promise: string; points: string[] };

const AUDIENCES: Audience[] = [
  {
    icon: Users,
    name: "If you call models",
    promise: "One balance and one key for every model and every app.",
    points: [
      "The official OpenAI SDK works as it is; only the base URL changes.",
      "The most a call can cost is held before it starts. What it did not use comes straight back.",
      "Every call has a receipt: attempts, units, prices and who was paid what.",
    ],
  },
  {
    icon: AppWindow,
    name: "If you build an app",
    promise: "Set a margin instead of building a billing system.",
    points: [
      "Your customers bring their own balance. You carry no token bill and no card disputes over it.",
      "A margin is a version they accept. You can raise it; nobody is repriced in silence.",
      "Earnings by day, a statement each month, paid out to your account.",
    ],
  },
  {
    icon: Server,
    name: "If you serve models",
    promise: "Register an endpoint, name a price, get traffic.",
    points: [
      "You keep the whole price you set. Fee and margin are added on top, never taken out of it.",
      "Routing goes by price and health, and tells you when it passed you over.",
      "Price changes are versions: a call in flight keeps the price it was admitted at.",
    ],
  },
];

export function Audiences() {
  return (
    <div className="grid gap-px overflow-hidden rounded-xl border bg-line md:grid-cols-3">
      {AUDIENCES.map(({ icon: Icon, name, promise, points }) => (
        <article key={name} className="bg-surface p-7">
          <Icon className="size-5 text-accent-text" aria-hidden="true" />
          <h3 className="mt-5 font-medium text-ink-muted text-sm">{name}</h3>
          <p className="mt-1 text-balance font-semibold text-xl">{promise}</p>
          <ul className="mt-5 flex flex-col gap-3.5 border-t pt-5 text-ink-muted">
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </article>
      ))}
    </div>
  );
}

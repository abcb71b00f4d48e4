const GUARANTEES = [
  {
    title: "No hold, no call",
    text: "A call starts only when the balance covers it, margin and fee included. If that cannot be checked, the call is refused rather than waved through.",
  },
  {
    title: "Prices stand still",
    text: "Price, fee and margin are pinned when a call is admitted. Whatever changes meanwhile applies to the next one.",
  },
  {
    title: "The books sum to zero",
    text: "Money is kept in whole nano-dollars in double entry. The database itself refuses an entry that does not balance and a history that is rewritten.",
  },
  {
    title: "Nothing delivered, nothing charged",
    text: "An error before the first output costs nothing. When one endpoint fails, another serves, and you pay only for the one that did.",
  },
];

export function Guarantees() {
  return (
    <dl className="grid gap-x-16 gap-y-10 sm:grid-cols-2">
      {GUARANTEES.map(({ title, text }) => (
        <div key={title} className="border-t pt-5">
          <dt className="font-semibold text-lg">{title}</dt>
          <dd className="mt-2 text-ink-muted text-lg">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

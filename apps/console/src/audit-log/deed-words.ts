const NAMES = new Map([
  ["api", "API"],
  ["totp", "authenticator"],
]);

/** A deed as the audit log keeps it, such as `createApiKey`, for people: "Create API key". */
export function deedWords(action: string): string {
  const words = action.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(" ");
  const text = words.map((word) => NAMES.get(word) ?? word).join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The other way round, for what somebody types; a deed as it is kept stays as it is. */
export function deedOf(text: string): string {
  if (/^[a-z]\S*$/.test(text)) return text;
  const words = text.trim().toLowerCase().split(/\s+/);
  const kept = words.map((word) => [...NAMES].find(([, shown]) => shown.toLowerCase() === word)?.[0] ?? word);
  return kept.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
}

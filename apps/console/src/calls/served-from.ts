/** Where answers come from besides the provider that is paid for them. */
export const SERVED_FROM = ["provider", "cache", "own_key"] as const;
export type ServedFrom = (typeof SERVED_FROM)[number];

interface Words {
  readonly name: string;
  /** Beside a call in a list; `null` where nothing is out of the ordinary. */
  readonly badge: string | null;
  readonly sentence: string;
}

const WORDS: Readonly<Record<ServedFrom, Words>> = {
  provider: { name: "Provider", badge: null, sentence: "A provider answered and is paid for it." },
  cache: {
    name: "Cache",
    badge: "Cache",
    sentence: "The answer was there already: no provider was asked, and only the fee for it is charged.",
  },
  own_key: {
    name: "Own provider key",
    badge: "Own key",
    sentence: "Answered on your own account at the provider, which bills you by itself: only the fee is charged.",
  },
};

export function servedFromWords(from: ServedFrom): Words {
  return WORDS[from];
}

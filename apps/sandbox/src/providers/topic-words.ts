/** Characters of a prompt that are looked at; the rest of a very long one changes nothing. */
const LONGEST_READ = 8000;
const MAX_PHRASE_WORDS = 3;

const STOP_WORDS = new Set(
  `a about above after again all also am an and any are as ask at be because been before but by can could did do does
  each for from get give had has have hello help her here hey hi him his how i if in into is it its just kind let like
  list make many may me more most much must my need no not of on once one only or other our out over please provide
  question really say see she should show some steps tell than that the their them then there these they thing things this
  those three to too two up us use very want was we were what when where which while who why will with word words would
  write yes you your yourself briefly explain describe create generate short long example examples simple good best
  using code function idea ideas tips reasons options plan compare difference between python typescript javascript sql
  script answer sentence sentences paragraph paragraphs json`.split(/\s+/),
);

/** The words a prompt is about, in order of appearance, without repeats and without filler. */
export function topicWords(prompt: string, limit: number): string[] {
  const found = new Map<string, string>();
  for (const word of prompt.slice(0, LONGEST_READ).match(/[\p{L}][\p{L}\p{N}'-]{2,}/gu) ?? []) {
    const key = word.toLowerCase();
    if (!STOP_WORDS.has(key) && !found.has(key)) {
      found.set(key, word);
    }
    if (found.size === limit) {
      break;
    }
  }
  return [...found.values()];
}

/** What a prompt is about in up to three words each ("rainy Sunday dinner"), the fullest phrases first. */
export function topicPhrases(prompt: string, limit: number): string[] {
  const phrases: string[][] = [];
  for (const clause of prompt.slice(0, LONGEST_READ).split(/[^\p{L}\p{N}'\s-]+/u)) {
    let open: string[] | undefined;
    for (const word of clause.split(/\s+/)) {
      if (word.length < 3 || STOP_WORDS.has(word.toLowerCase())) {
        open = undefined;
      } else if (open === undefined || open.length === MAX_PHRASE_WORDS) {
        open = [word];
        phrases.push(open);
      } else {
        open.push(word);
      }
    }
  }
  const distinct = new Map(phrases.map((words) => [words.join(" ").toLowerCase(), words]));
  const fullestFirst = [...distinct.values()].sort((left, right) => right.length - left.length);
  return fullestFirst.slice(0, limit).map((words) => words.join(" "));
}

/** A capitalised word inside the prompt, most likely a name or a place. */
export function properNoun(prompt: string): string | undefined {
  const words = prompt.slice(0, LONGEST_READ).match(/(?<=[\p{Ll}\p{P}]\s)\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+)*/gu);
  return words?.find((word) => !STOP_WORDS.has(word.toLowerCase()));
}

import type { SeededRandom } from "./seeded-random.ts";
import { topicPhrases, topicWords } from "./topic-words.ts";

/** What a simulated answer is written from. */
export type Writing = { prompt: string; providerName: string; random: SeededRandom };

const OPENINGS = [
  "Here is a practical way to think about {a}.",
  "The short version: {a} works best when {b} is settled first.",
  "Let us take {a} step by step, with {b} in view.",
  "There are a few sides to {a}, and {c} is the one people overlook.",
  "Good starting point. {A} depends mostly on {b}, and a little on {c}.",
] as const;

const SENTENCES = [
  "Begin with {a} and write down what you already know about {b}.",
  "Most of the effort goes into {b}, so plan for that before anything else.",
  "A small trial with {c} shows within a day whether the idea holds.",
  "If {a} and {b} pull in different directions, prefer the option that is easier to undo.",
  "People who do this often keep {c} simple and measure {a} every week.",
  "Nothing about {b} has to be perfect; it has to be clear enough for someone else to continue.",
  "The usual mistake is to treat {a} as a single decision, when it is a series of small ones.",
  "It helps to say aloud what would change your mind about {c}.",
  "Once {b} is in place, {a} tends to look after itself.",
  "Leave room for surprises: {c} rarely behaves the way the first sketch suggests.",
] as const;

const ITEMS = [
  "**Frame {a}**: decide what a good result looks like.",
  "**Look at {b}**: collect the facts that are cheap to collect.",
  "**Try {c}**: make the smallest version that can fail.",
  "**Compare**: put {a} next to {b} and note where they differ.",
  "**Decide**: choose one path for {c} and write down why.",
  "**Review {a}**: look again after a week with fresh eyes.",
  "**Share**: show {b} to one person who was not involved.",
] as const;

const CLOSINGS = [
  "If you tell me more about {b}, I can be more specific.",
  "That should be enough to get {a} moving.",
  "Start small, keep notes on {c}, and adjust.",
] as const;

type Fill = (template: string) => string;

function filler(prompt: string): Fill {
  const [a = "this question", b = "the details", c = "the first step"] = topicPhrases(prompt, 3);
  const upper = a.charAt(0).toUpperCase() + a.slice(1);
  return (template) => {
    const text = template.replace(/\{([abcA])\}/g, (_, slot: string) => ({ a, b, c, A: upper })[slot] ?? a);
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
}

/** A plausible answer to a prompt: prose, a list or code, whichever it asks for. The same seed writes the same text. */
export function writeAnswer(writing: Writing): string {
  const { prompt, random } = writing;
  const fill = filler(prompt);
  const signature = `_(Simulated answer from ${writing.providerName}.)_`;
  if (/^\s*(hi|hello|hey|good (morning|evening|day))\b[^?]{0,20}$/i.test(prompt)) {
    return `Hello! I am a simulated model at ${writing.providerName}. What would you like to look at?`;
  }
  if (/\b(in one word|one word|yes or no|say only|reply with|respond with)\b/i.test(prompt)) {
    return shortAnswer(prompt);
  }
  if (/\b(code|function|script|typescript|javascript|python|regex|class|sql)\b/i.test(prompt)) {
    return [fill(random.pick(OPENINGS)), codeBlock(prompt), fill(random.pick(SENTENCES)), signature].join("\n\n");
  }
  if (/\b(list|steps|ideas|ways|tips|bullet|reasons|options|plan)\b/i.test(prompt)) {
    const items = sample(ITEMS, random, random.between(3, 5)).map((item, index) => `${index + 1}. ${fill(item)}`);
    return [fill(random.pick(OPENINGS)), items.join("\n"), fill(random.pick(CLOSINGS)), signature].join("\n\n");
  }
  const paragraphs = Array.from({ length: random.between(1, 3) }, () =>
    sample(SENTENCES, random, random.between(2, 4)).map(fill).join(" "),
  );
  return [fill(random.pick(OPENINGS)), ...paragraphs, fill(random.pick(CLOSINGS)), signature].join("\n\n");
}

/** An answer to tool results: it repeats what the tools returned, as a real model would. */
export function writeToolAnswer(writing: Writing, results: readonly string[]): string {
  const fill = filler(writing.prompt);
  const quoted = results.map((result) => `- ${result.length > 400 ? `${result.slice(0, 400)}…` : result}`).join("\n");
  return `Here is what I found about ${topicPhrases(writing.prompt, 1)[0] ?? "your question"}:\n\n${quoted}\n\n${fill(
    writing.random.pick(CLOSINGS),
  )}`;
}

/** A train of thought of at least this many words, for models asked to reason. */
export function writeReasoning(writing: Writing, words: number): string {
  const fill = filler(writing.prompt);
  const sentences: string[] = [fill("The question is about {a}, so I should settle {b} before {c}.")];
  let written = 12;
  while (written < words) {
    const sentence = fill(writing.random.pick(SENTENCES));
    sentences.push(sentence);
    written += sentence.split(" ").length;
  }
  return sentences.join(" ");
}

function shortAnswer(prompt: string): string {
  const quoted = /["“'`]([^"”'`]{1,80})["”'`]/.exec(prompt)?.[1];
  const named = /\b(?:say only|reply with|respond with)(?: exactly| only| just)?:?\s+([\p{L}\p{N}]+)/iu.exec(
    prompt,
  )?.[1];
  return quoted ?? named ?? (/\byes or no\b/i.test(prompt) ? "Yes." : (topicWords(prompt, 1)[0] ?? "Certainly."));
}

function codeBlock(prompt: string): string {
  const [first = "items", second = "result"] = topicWords(prompt, 6)
    .map((word) => word.toLowerCase().replace(/[^a-z]/g, ""))
    .filter((word) => word.length > 2 && !/^(python|typescript|javascript|script|regex|class|sql)$/.test(word));
  if (/\bsql\b/i.test(prompt)) {
    return `\`\`\`sql\nSELECT ${first}, count(*) AS ${second}\nFROM ${first}_log\nGROUP BY ${first}\nORDER BY ${second} DESC\nLIMIT 20;\n\`\`\``;
  }
  if (/\bpython\b/i.test(prompt)) {
    return `\`\`\`python\ndef ${first}(values: list[float]) -> float:\n    """Average of ${second}, or zero when there is none."""\n    if not values:\n        return 0.0\n    return sum(values) / len(values)\n\`\`\``;
  }
  return `\`\`\`ts\nexport function ${first}(values: readonly number[]): number {\n  const ${second} = values.filter((value) => Number.isFinite(value));\n  return ${second}.reduce((sum, value) => sum + value, 0) / Math.max(1, ${second}.length);\n}\n\`\`\``;
}

/** Some different entries of a list, in list order. */
function sample(items: readonly string[], random: SeededRandom, count: number): string[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, items.length)) {
    chosen.add(random.between(0, items.length - 1));
  }
  return [...chosen].sort((left, right) => left - right).map((index) => items[index] ?? "");
}

import { CodeBlock, type CodeSample } from "@tollgate/ui/code-block";
import { Link } from "@tollgate/ui/link";
import { isValidElement, type ReactElement, type ReactNode } from "react";

/** A part of a page that can be linked to: the text under a heading, a row of a table, a path of the API. */
export interface Passage {
  /** The part's id in the page; absent for what stands before the first heading. */
  readonly anchor?: string;
  readonly heading: string;
  readonly text: string;
}

interface Draft {
  anchor?: string;
  heading: string;
  words: string[];
}

interface Reading {
  readonly passages: Draft[];
  /** Where text goes that is read now. */
  current: Draft;
}

type Props = Readonly<Record<string, unknown>> & { readonly children?: ReactNode };

const CLIENT_REFERENCE = Symbol.for("react.client.reference");
/** The title is the contents' own; the links to the neighbours are about other pages; headings of columns repeat. */
const PASSED_OVER = new Set(["h1", "footer", "thead"]);
const HEADINGS = new Set(["h2", "h3"]);
/** What stands side by side in these has no space of its own between. */
const SET_APART = new Set(["summary", "td", "th"]);
const INLINE = new Set(["a", "b", "code", "em", "i", "span", "strong"]);

/**
 * The text of a page of the documentation, read from what the page returns: its components are called as the server
 * calls them, so a page's text is found as it is shown. What only a browser draws is read by its children.
 */
export async function readPassages(page: ReactNode, title: string): Promise<Passage[]> {
  const opening: Draft = { heading: title, words: [] };
  const reading: Reading = { passages: [opening], current: opening };
  await read(page, reading);
  return reading.passages.map(({ words, ...rest }) => ({ ...rest, text: tidy(words.join("")) }));
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

async function read(node: ReactNode, reading: Reading): Promise<void> {
  if (typeof node === "string" || typeof node === "number") reading.current.words.push(String(node));
  else if (node instanceof Promise) await read(await node, reading);
  else if (isValidElement<Props>(node)) await readElement(node, reading);
  else if (node && typeof node === "object" && Symbol.iterator in node) {
    for (const child of node) await read(child, reading);
  }
}

async function readElement({ type, props }: ReactElement<Props>, reading: Reading): Promise<void> {
  if (props["aria-hidden"]) return;
  if (typeof type === "string") return await readTag(type, props, reading);
  if (type === CodeBlock) return readSamples(props.samples as readonly CodeSample[], reading);
  const isCalled = typeof type === "function" && type !== Link && !isClientReference(type);
  await read(isCalled ? (type as (props: Props) => ReactNode)(props) : props.children, reading);
}

function isClientReference(component: object): boolean {
  return "$$typeof" in component && component.$$typeof === CLIENT_REFERENCE;
}

function readSamples(samples: readonly CodeSample[], { current }: Reading): void {
  for (const { label, code } of samples) current.words.push(` ${label}: ${code} `);
}

async function readTag(tag: string, props: Props, reading: Reading): Promise<void> {
  if (PASSED_OVER.has(tag)) return;
  const anchor = typeof props.id === "string" ? props.id : undefined;
  if (HEADINGS.has(tag)) return await begin({ anchor, named: props.children }, reading);
  const parts = partsOf(props.children);
  if (anchor && (tag === "tr" || tag === "details")) {
    const outside = reading.current;
    await begin({ anchor, named: parts[0] }, reading);
    await read(parts.slice(1), reading);
    reading.current = outside;
    return;
  }
  for (const part of SET_APART.has(tag) ? parts : [props.children]) {
    await read(part, reading);
    if (!INLINE.has(tag)) reading.current.words.push(" ");
  }
}

/** A row is named by its first cell, a path of the API by its summary line. */
function partsOf(children: ReactNode): readonly ReactNode[] {
  return Array.isArray(children) ? children.flat() : [children];
}

async function begin({ anchor, named }: { anchor?: string; named: ReactNode }, reading: Reading): Promise<void> {
  const name: Draft = { heading: "", words: [] };
  await read(named, { passages: [], current: name });
  const passage: Draft = { anchor, heading: tidy(name.words.join("")), words: [] };
  reading.passages.push(passage);
  reading.current = passage;
}

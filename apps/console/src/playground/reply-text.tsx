import { CopyButton } from "@tollgate/ui/copy-button";
import Markdown, { type Components, type ExtraProps } from "react-markdown";
import remarkGfm from "remark-gfm";

/**
 * What a model wrote, set as it meant it: paragraphs, lists, tables and code. It is somebody else's text: its tags stay letters, only addresses of
 * the web become links, and pictures are not fetched.
 */
export function ReplyText({ text }: { text: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-3 break-words leading-relaxed">
      <Markdown remarkPlugins={PLUGINS} components={COMPONENTS} urlTransform={webAddress}>
        {text}
      </Markdown>
    </div>
  );
}

const PLUGINS = [remarkGfm];

function webAddress(url: string): string {
  return /^https?:\/\//i.test(url) ? url : "";
}

const COMPONENTS: Components = {
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  p: ({ children }) => <p className="whitespace-pre-wrap">{children}</p>,
  ul: ({ children }) => <ul className="flex list-disc flex-col gap-1 pl-6">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="flex list-decimal flex-col gap-1 pl-6">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => <blockquote className="border-l-2 pl-3 text-ink-muted">{children}</blockquote>,
  hr: () => <hr className="border-t" />,
  code: ({ children }) => <code className="rounded-xs bg-hover px-1 py-0.5 font-mono text-sm">{children}</code>,
  pre: Code,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table without links could not be scrolled by keyboard.
    <div tabIndex={0} className="overflow-x-auto rounded-md border">
      <table className="w-full text-sm">{children}</table>
    </div>
  ),
  th: ({ children }) => (
    <th scope="col" className="border-b bg-sunken px-3 py-1.5 text-left font-medium">
      {children}
    </th>
  ),
  td: ({ children }) => <td className="border-t px-3 py-1.5 align-top">{children}</td>,
  a: ({ children, href }) => <WebLink href={href}>{children}</WebLink>,
  img: ({ alt, src }) => <WebLink href={typeof src === "string" ? src : ""}>{alt || "Picture"}</WebLink>,
  input: ({ checked }) => (checked ? "☑ " : "☐ "),
};

function Heading({ children }: React.ComponentProps<"h3">) {
  return <h3 className="font-semibold">{children}</h3>;
}

function WebLink({ href, children }: React.PropsWithChildren<{ href: string | undefined }>) {
  if (!href) return children;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-text underline underline-offset-4"
    >
      {children}
    </a>
  );
}

/** A block of code with the name of its language, if it has one, and a button to copy it. */
function Code({ node }: ExtraProps) {
  const [code] = node?.children ?? [];
  const inner = code?.type === "element" ? code : null;
  const text = (inner?.children ?? []).map((part) => (part.type === "text" ? part.value : "")).join("");
  const names = inner?.properties.className;
  const language = Array.isArray(names) ? String(names[0]).replace(/^language-/, "") : "";
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border bg-sunken">
      <figcaption className="flex items-center justify-between border-b py-0.5 pr-1 pl-3 text-ink-faint text-sm">
        {language || "Code"}
        <CopyButton text={text} label="Copy this code" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that is wider than its place could not be scrolled by keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto p-3 font-mono text-sm">
        {text.replace(/\n$/, "")}
      </pre>
    </figure>
  );
}

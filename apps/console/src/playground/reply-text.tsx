import { CopyButton } from "@tollgate/ui/copy-button";
import { type Block, readMarkdown, readSpans, type Span } from "./read-markdown.ts";

/** What a model wrote, set as it meant it: paragraphs, lists, tables and code. */
export function ReplyText({ text }: { text: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-3 break-words leading-relaxed">
      {readMarkdown(text).map((block, index) => (
        <Part key={index} block={block} />
      ))}
    </div>
  );
}

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case "code":
      return <Code block={block} />;
    case "heading":
      return (
        <h3 className="font-semibold">
          <Spans text={block.text} />
        </h3>
      );
    case "list":
      return <Items block={block} />;
    case "table":
      return <Cells block={block} />;
    case "paragraph":
      return (
        <p className="whitespace-pre-wrap">
          <Spans text={block.text} />
        </p>
      );
  }
}

function Code({ block: { language, text } }: { block: Extract<Block, { kind: "code" }> }) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border bg-sunken">
      <figcaption className="flex items-center justify-between border-b py-0.5 pr-1 pl-3 text-ink-faint text-sm">
        {language || "Code"}
        <CopyButton text={text} label="Copy this code" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that is wider than its place could not be scrolled by keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto p-3 font-mono text-sm">
        {text}
      </pre>
    </figure>
  );
}

function Items({ block: { ordered, items } }: { block: Extract<Block, { kind: "list" }> }) {
  const List = ordered ? "ol" : "ul";
  return (
    <List className={ordered ? "list-decimal pl-6" : "list-disc pl-6"}>
      {items.map((item, index) => (
        <li key={index} className="mt-1 first:mt-0">
          <Spans text={item} />
        </li>
      ))}
    </List>
  );
}

function Cells({ block: { head, rows } }: { block: Extract<Block, { kind: "table" }> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table without links could not be scrolled by keyboard.
    <div tabIndex={0} className="overflow-x-auto rounded-md border">
      <table className="w-full text-sm">
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" className="border-b bg-sunken px-3 py-1.5 text-left font-medium">
                <Spans text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={index} className="px-3 py-1.5 align-top">
                  <Spans text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Spans({ text }: { text: string }) {
  return readSpans(text).map((span, index) => <One key={index} span={span} />);
}

function One({ span }: { span: Span }) {
  switch (span.kind) {
    case "code":
      return <code className="rounded-xs bg-hover px-1 py-0.5 font-mono text-sm">{span.text}</code>;
    case "strong":
      return <strong className="font-semibold">{span.text}</strong>;
    case "emphasis":
      return <em>{span.text}</em>;
    case "link":
      return (
        <a
          href={span.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent-text underline underline-offset-4"
        >
          {span.text}
        </a>
      );
    case "text":
      return span.text;
  }
}

import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "pdf-lib";
import { brokenText } from "./broken-text.ts";
import { pdfText } from "./pdf-text.ts";

/** A part of a document, from top to bottom. */
export type PdfBlock =
  | { readonly kind: "facts"; readonly facts: readonly (readonly [string, string])[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | {
      readonly kind: "amounts";
      readonly rows: readonly { readonly label: string; readonly amount: string; readonly isTotal?: boolean }[];
    };

export interface PdfContent {
  readonly title: string;
  /** Small lines below the title, such as who issued it. */
  readonly issuer: readonly string[];
  readonly blocks: readonly PdfBlock[];
  readonly footer: string;
  /** The document's own time, so that writing it again gives the same bytes. */
  readonly at: Date;
}

const [WIDTH, HEIGHT, MARGIN] = [595, 842, 56];
const INK = rgb(0.1, 0.1, 0.12);
const MUTED = rgb(0.4, 0.4, 0.44);
const LABEL_WIDTH = 130;

interface Pen {
  readonly document: PDFDocument;
  readonly regular: PDFFont;
  readonly bold: PDFFont;
  page: PDFPage;
  y: number;
}

/** Writes a document on A4. The same content gives the same bytes. */
export async function writePdf({ title, issuer, blocks, footer, at }: PdfContent): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  document.setCreationDate(at);
  document.setModificationDate(at);
  document.setLanguage("en");
  const pen: Pen = {
    document,
    regular: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
    page: document.addPage([WIDTH, HEIGHT]),
    y: HEIGHT - MARGIN,
  };
  line(pen, { text: title, size: 20, isBold: true });
  for (const text of issuer) line(pen, { text, color: MUTED });
  for (const block of blocks) writeBlock(pen, block);
  const pages = document.getPages();
  for (const [index, page] of pages.entries()) {
    const text = pdfText(`${footer} · page ${index + 1} of ${pages.length}`);
    page.drawText(text, { x: MARGIN, y: MARGIN / 2, size: 8, font: pen.regular, color: MUTED });
  }
  return await document.save({ useObjectStreams: false });
}

function writeBlock(pen: Pen, block: PdfBlock): void {
  pen.y -= 10;
  switch (block.kind) {
    case "heading":
      line(pen, { text: block.text, size: 12, isBold: true });
      return;
    case "text":
      line(pen, { text: block.text });
      return;
    case "facts":
      for (const [label, value] of block.facts) fact(pen, label, value);
      return;
    case "amounts":
      for (const row of block.rows) amount(pen, row);
  }
}

interface Line {
  readonly text: string;
  readonly size?: number;
  readonly isBold?: boolean;
  readonly color?: ReturnType<typeof rgb>;
}

/** A paragraph over the whole width, broken at words. */
function line(pen: Pen, { text, size = 10, isBold = false, color = INK }: Line): void {
  const font = isBold ? pen.bold : pen.regular;
  for (const part of brokenText(pdfText(text), font, { size, width: WIDTH - 2 * MARGIN })) {
    down(pen, size * 1.5);
    pen.page.drawText(part, { x: MARGIN, y: pen.y, size, font, color });
  }
}

function fact(pen: Pen, label: string, value: string): void {
  const size = 10;
  const parts = brokenText(pdfText(value), pen.regular, { size, width: WIDTH - 2 * MARGIN - LABEL_WIDTH });
  for (const [index, part] of parts.entries()) {
    down(pen, size * 1.5);
    if (index === 0) pen.page.drawText(pdfText(label), { x: MARGIN, y: pen.y, size, font: pen.regular, color: MUTED });
    pen.page.drawText(part, { x: MARGIN + LABEL_WIDTH, y: pen.y, size, font: pen.regular, color: INK });
  }
}

/** A label at the left and an amount at the right edge; a total stands under a rule. */
function amount(
  pen: Pen,
  { label, amount: text, isTotal = false }: { label: string; amount: string; isTotal?: boolean },
): void {
  const size = 10;
  const font = isTotal ? pen.bold : pen.regular;
  down(pen, size * (isTotal ? 2 : 1.6));
  if (isTotal) {
    const y = pen.y + size * 1.3;
    pen.page.drawLine({ start: { x: MARGIN, y }, end: { x: WIDTH - MARGIN, y }, thickness: 0.5, color: MUTED });
  }
  pen.page.drawText(pdfText(label), { x: MARGIN, y: pen.y, size, font, color: INK });
  const right = WIDTH - MARGIN - font.widthOfTextAtSize(text, size);
  pen.page.drawText(text, { x: right, y: pen.y, size, font, color: INK });
}

/** Moves the pen down; where the page ends, another one begins. */
function down(pen: Pen, by: number): void {
  pen.y -= by;
  if (pen.y >= MARGIN) return;
  pen.page = pen.document.addPage([WIDTH, HEIGHT]);
  pen.y = HEIGHT - MARGIN - by;
}

import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "pdf-lib";
import { brokenText, textWidth } from "./broken-text.ts";
import { pdfText } from "./pdf-text.ts";

export interface PdfTable {
  readonly title: string;
  /** Small lines below the title. */
  readonly issuer: readonly string[];
  readonly facts: readonly (readonly [string, string])[];
  readonly columns: readonly { readonly header: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** One text per column, below the last row; empty for none. */
  readonly totals: readonly string[];
  /** Names and values on the last page. */
  readonly closing: readonly (readonly [string, string])[];
  readonly footer: string;
  /** The document's own time, so that writing it again gives the same bytes. */
  readonly at: Date;
}

const MARGIN = 36;
const GAP = 8;
const INK = rgb(0.1, 0.1, 0.12);
const MUTED = rgb(0.4, 0.4, 0.44);
const RULE = rgb(0.8, 0.8, 0.83);
/** A4 and A3 on their sides: the smallest that the columns fit on, in the largest letters. */
const SHEETS = [
  { width: 842, height: 595, size: 8 },
  { width: 842, height: 595, size: 6.5 },
  { width: 1191, height: 842, size: 8 },
  { width: 1191, height: 842, size: 6.5 },
  { width: 1191, height: 842, size: 5 },
] as const;
/** Words are broken into lines beyond this many times the size of a letter, where there is room and where there is not; numbers never are. */
const WIDEST_WORDS = [32, 16] as const;

type Sheet = (typeof SHEETS)[number];

interface Layout {
  readonly sheet: Sheet;
  readonly widths: readonly number[];
}

interface Pen extends Layout {
  readonly document: PDFDocument;
  readonly regular: PDFFont;
  readonly bold: PDFFont;
  readonly table: PdfTable;
  page: PDFPage;
  y: number;
}

/** Writes a table on as many pages as it takes, its header on each, and its closing facts on the last. The same content gives the same bytes. */
export async function writeTablePdf(table: PdfTable): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(table.title);
  document.setCreationDate(table.at);
  document.setModificationDate(table.at);
  document.setLanguage("en");
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const layout = layoutOf(table, regular, bold);
  const page = document.addPage([layout.sheet.width, layout.sheet.height]);
  const pen: Pen = { ...layout, document, regular, bold, table, page, y: layout.sheet.height - MARGIN };
  paragraph(pen, table.title, { size: 16, font: bold });
  for (const text of table.issuer) paragraph(pen, text, { size: 8, color: MUTED });
  pen.y -= 6;
  for (const [label, value] of table.facts) fact(pen, label, value);
  pen.y -= 6;
  writeRow(pen, headers(table), { isHeader: true });
  for (const row of table.rows) writeRow(pen, row, {});
  if (table.totals.some((text) => text !== "")) writeRow(pen, table.totals, { isTotal: true });
  pen.y -= 16;
  for (const [label, value] of table.closing) fact(pen, label, value);
  const pages = document.getPages();
  for (const [index, each] of pages.entries()) {
    const text = pdfText(`${table.footer} · page ${index + 1} of ${pages.length}`);
    each.drawText(text, { x: MARGIN, y: MARGIN / 2, size: 7, font: regular, color: MUTED });
  }
  return await document.save({ useObjectStreams: false });
}

function headers({ columns }: PdfTable): string[] {
  return columns.map(({ header }) => header);
}

/** Widths by content on the first sheet that has room, long words in one line if that is the first of all; on the last one everything gives way. */
function layoutOf(table: PdfTable, regular: PDFFont, bold: PDFFont): Layout {
  const [wide, narrow] = WIDEST_WORDS.map((widest) => widthsOf(table, { regular, bold, widest }));
  const room = ({ width }: Sheet) => width - 2 * MARGIN - GAP * (table.columns.length - 1);
  const sumOf = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);
  const [first] = SHEETS;
  const natural = wide && sumOf(wide) * first.size <= room(first) ? wide : (narrow ?? []);
  const needed = sumOf(natural);
  const sheet = SHEETS.find((one) => needed * one.size <= room(one)) ?? SHEETS[SHEETS.length - 1] ?? first;
  const scale = Math.min(1, room(sheet) / (needed * sheet.size));
  return { sheet, widths: natural.map((width) => width * sheet.size * scale) };
}

/** Of each column, in letters' sizes. */
function widthsOf(
  table: PdfTable,
  { regular, bold, widest }: { readonly regular: PDFFont; readonly bold: PDFFont; readonly widest: number },
): number[] {
  return table.columns.map((column, index) => {
    const cells = [...table.rows.map((row) => row[index] ?? ""), table.totals[index] ?? ""];
    const content = cells.reduce((most, text) => Math.max(most, textWidth(pdfText(text), regular, 1) * 1.06), 0);
    const header = Math.max(...column.header.split(" ").map((word) => textWidth(pdfText(word), bold, 1)));
    return Math.max(header, column.isNumber ? content : Math.min(content, widest));
  });
}

interface RowLook {
  readonly isHeader?: boolean;
  readonly isTotal?: boolean;
}

function writeRow(pen: Pen, cells: readonly string[], { isHeader = false, isTotal = false }: RowLook): void {
  const { size } = pen.sheet;
  const font = isHeader || isTotal ? pen.bold : pen.regular;
  const lines = cells.map((text, index) =>
    brokenText(pdfText(text), font, { size, width: (pen.widths[index] ?? 0) + 0.5 }),
  );
  const height = Math.max(1, ...lines.map((each) => each.length)) * size * 1.3 + size * 0.5;
  if (pen.y - height < MARGIN + 8) {
    nextPage(pen);
    if (!isHeader) writeRow(pen, headers(pen.table), { isHeader: true });
  }
  if (isTotal) rule(pen, pen.y, INK);
  let x = MARGIN;
  for (const [index, parts] of lines.entries()) {
    const width = pen.widths[index] ?? 0;
    for (const [line, part] of parts.entries()) {
      const shift = pen.table.columns[index]?.isNumber ? width - textWidth(part, font, size) : 0;
      const y = pen.y - size * (1.2 + line * 1.3);
      pen.page.drawText(part, { x: x + shift, y, size, font, color: isHeader ? MUTED : INK });
    }
    x += width + GAP;
  }
  pen.y -= height;
  rule(pen, pen.y, RULE);
}

function rule(pen: Pen, y: number, color: typeof INK): void {
  const end = { x: MARGIN + pen.widths.reduce((sum, width) => sum + width + GAP, -GAP), y };
  pen.page.drawLine({ start: { x: MARGIN, y }, end, thickness: 0.4, color });
}

interface Look {
  readonly size: number;
  readonly font?: PDFFont;
  readonly color?: typeof INK;
}

function paragraph(pen: Pen, text: string, { size, font = pen.regular, color = INK }: Look): void {
  for (const part of brokenText(pdfText(text), font, { size, width: pen.sheet.width - 2 * MARGIN })) {
    down(pen, size * 1.45);
    pen.page.drawText(part, { x: MARGIN, y: pen.y, size, font, color });
  }
}

function fact(pen: Pen, label: string, value: string): void {
  const [size, labelWidth] = [8, 250];
  const parts = brokenText(pdfText(value), pen.regular, { size, width: pen.sheet.width - 2 * MARGIN - labelWidth });
  for (const [index, part] of parts.entries()) {
    down(pen, size * 1.45);
    if (index === 0) pen.page.drawText(pdfText(label), { x: MARGIN, y: pen.y, size, font: pen.regular, color: MUTED });
    pen.page.drawText(part, { x: MARGIN + labelWidth, y: pen.y, size, font: pen.regular, color: INK });
  }
}

function down(pen: Pen, by: number): void {
  if (pen.y - by < MARGIN) nextPage(pen);
  pen.y -= by;
}

function nextPage(pen: Pen): void {
  pen.page = pen.document.addPage([pen.sheet.width, pen.sheet.height]);
  pen.y = pen.sheet.height - MARGIN;
}

import type { PDFFont } from "pdf-lib";

const WIDTHS = new WeakMap<PDFFont, Map<string, number>>();

/** How wide a text is in a font, as it is drawn: letter by letter. Each letter is measured once. */
export function textWidth(text: string, font: PDFFont, size: number): number {
  let widths = WIDTHS.get(font);
  if (!widths) {
    widths = new Map();
    WIDTHS.set(font, widths);
  }
  let width = 0;
  for (const letter of text) {
    let one = widths.get(letter);
    if (one === undefined) {
      one = font.widthOfTextAtSize(letter, 1);
      widths.set(letter, one);
    }
    width += one;
  }
  return width * size;
}

/** Text in lines no wider than that, broken between words, or within one that is too long. */
export function brokenText(
  text: string,
  font: PDFFont,
  { size, width }: { readonly size: number; readonly width: number },
): string[] {
  const fits = (candidate: string) => textWidth(candidate, font, size) <= width;
  if (fits(text)) return [text];
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (fits(longer)) {
      current = longer;
      continue;
    }
    if (current !== "") lines.push(current);
    current = "";
    for (const character of word) {
      if (current !== "" && !fits(current + character)) {
        lines.push(current);
        current = "";
      }
      current += character;
    }
  }
  return [...lines, current];
}

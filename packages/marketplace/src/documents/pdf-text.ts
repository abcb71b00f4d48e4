/** What the built-in fonts of PDF can show (WinAnsi): Latin-1 and a few typographic signs. */
const SHOWN = /[\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œž]/u;

/**
 * Text as a PDF's built-in font can show it: letters lose a mark that the font does not have, and what is left without a letter becomes a question
 * mark. Documents name a party by its id as well, so that none is ambiguous.
 */
export function pdfText(text: string): string {
  return [...text.replaceAll(/\s+/g, " ")].map(shown).join("");
}

function shown(character: string): string {
  if (SHOWN.test(character)) return character;
  const plain = [...character.normalize("NFKD")].filter((part) => SHOWN.test(part)).join("");
  return plain === "" ? "?" : plain;
}

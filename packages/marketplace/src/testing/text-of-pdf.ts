import { decodePDFRawStream, PDFDocument, PDFRawStream } from "pdf-lib";

/** What a document of ours says, in the order it was written, with a space between its pieces. */
export async function textOfPdf(pdf: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(pdf);
  const pieces: string[] = [];
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue;
    const content = Buffer.from(decodePDFRawStream(object).decode()).toString("latin1");
    for (const [, hex = ""] of content.matchAll(/<([0-9A-Fa-f]+)> Tj/g))
      pieces.push(Buffer.from(hex, "hex").toString("latin1"));
  }
  return pieces.join(" ");
}

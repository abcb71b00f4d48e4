import { expect, test } from "vitest";
import { pdfText } from "./pdf-text.ts";

test("what the font cannot show loses its mark or becomes a question mark, and all else stays", () => {
  expect(pdfText("Łódź café “Ünïcode” €\n5")).toBe("?ódz café “Ünïcode” € 5");
  expect(pdfText("株式会社")).toBe("????");
});

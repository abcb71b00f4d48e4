import { describe, expect, it } from "vitest";
import { openAnswer, sealAnswer } from "./seal-answer.ts";

const seal = { secret: "tg-mine", name: "one" };

describe("a sealed answer", () => {
  it("opens for who comes with the same key, and shows nothing of itself", () => {
    const bytes = Buffer.from('{"key":"tg-new"}');
    const sealed = sealAnswer(bytes, seal);
    expect(sealed.includes("tg-new")).toBe(false);
    expect(openAnswer(sealed, seal)).toEqual(bytes);
    expect(sealAnswer(bytes, seal)).not.toEqual(sealed);
  });

  it("opens for nobody else, and not when it was changed", () => {
    const sealed = sealAnswer(Buffer.from("secret"), seal);
    expect(() => openAnswer(sealed, { ...seal, secret: "tg-other" })).toThrow();
    expect(() => openAnswer(sealed, { ...seal, name: "two" })).toThrow();
    expect(() => openAnswer(sealed.fill(0, -1), seal)).toThrow();
  });
});

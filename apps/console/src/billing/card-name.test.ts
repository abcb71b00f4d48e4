import { expect, test } from "vitest";
import { cardName } from "./card-name.ts";

test("a card is named by its brand and its last digits, a brand we do not know as the processor calls it", () => {
  expect(cardName({ brand: "visa", last4: "4242" })).toBe("Visa ending in 4242");
  expect(cardName({ brand: "discover", last4: "0004" })).toBe("Discover ending in 0004");
});

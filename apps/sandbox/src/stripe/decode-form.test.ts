import { expect, test } from "vitest";
import { decodeForm } from "./decode-form.ts";

test("brackets become nested objects and lists", () => {
  const encoded =
    "mode=payment&line_items[0][quantity]=2&line_items[0][price_data][product_data][name]=Tea%20%26%20cake&expand[]=a&expand[]=b&metadata[key]=";
  expect(decodeForm(encoded)).toEqual({
    mode: "payment",
    line_items: [{ quantity: "2", price_data: { product_data: { name: "Tea & cake" } } }],
    expand: ["a", "b"],
    metadata: { key: "" },
  });
});

test("names that would reach the prototype are dropped", () => {
  decodeForm("__proto__[polluted]=1&a[__proto__][polluted]=1&constructor[prototype][polluted]=1");
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

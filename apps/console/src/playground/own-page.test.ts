import { expect, test } from "vitest";
import { isOwnPage } from "./own-page.ts";

const CONSOLE = "https://console.example.com";
const asked = (headers: Record<string, string>) =>
  isOwnPage(new Headers({ "content-type": "application/json", ...headers }), CONSOLE);

test("a page of the console may spend, whichever way its browser says where it is", () => {
  expect(asked({ "sec-fetch-site": "same-origin" })).toBe(true);
  expect(asked({ origin: CONSOLE })).toBe(true);
});

const OTHERS: Record<string, string>[] = [
  { "sec-fetch-site": "cross-site", origin: CONSOLE },
  { "sec-fetch-site": "same-site" },
  { origin: "https://console.example.com.evil.example" },
  { "sec-fetch-site": "same-origin", "content-type": "text/plain" },
  {},
];

test.each(OTHERS)("another site, a form, or who does not say may not: %j", (headers) => {
  expect(asked(headers)).toBe(false);
});

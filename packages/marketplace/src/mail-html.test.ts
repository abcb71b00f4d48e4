import { expect, test } from "vitest";
import { mailHtml } from "./mail-html.ts";

const CONSOLE = "https://tollgate.example";
const html = (text: string) => mailHtml({ subject: "Subject", text }, CONSOLE);

test("what is to be done is a button, anything after it a link, and other addresses are words", () => {
  const page = html(
    `It is low.\n\nAdd credit: ${CONSOLE}/w/acme/billing\nSee calls: ${CONSOLE}/w/acme/calls\n\nPoint it at:\nhttps://api.example/v1`,
  );
  expect(page).toContain(`<a class="button" href="${CONSOLE}/w/acme/billing">Add credit</a>`);
  expect(page).toContain(`<a href="${CONSOLE}/w/acme/calls">See calls</a>`);
  expect(page).toContain('<span class="address">https://api.example/v1</span>');
});

test("what other people wrote is neither markup nor a way out of the product", () => {
  const page = html('They say:\n\n<img src="x">\nDecide: https://tollgate.example.evil/x\n');
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;img src=&quot;x&quot;&gt;");
  expect(page).not.toContain('href="https://tollgate.example.evil');
});

test("paragraphs, lines and lists stay what they are", () => {
  expect(html("It needs 5.00 USD.")).toContain("<p>It needs 5.00\u00a0USD.</p>");
  expect(html("One,\ntwo\n\n- a\n- b")).toContain("<p>One,<br>two</p>\n<ul><li>a</li><li>b</li></ul>");
});

import type { Page } from "@playwright/test";

/**
 * Opens an address and returns when all of the page is in its place.
 *
 * A page arrives in pieces: what takes longer comes hidden at the end of the document and is moved where it belongs
 * a little after the `load` event. Until then the same words can stand there twice, or be there and not be seen.
 */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await allArrived(page);
}

/** Loads the page anew, as the browser's own button does, and returns when all of it is in its place. */
export async function reopen(page: Page): Promise<void> {
  await page.reload();
  await allArrived(page);
}

/**
 * React keeps what is still to be moved in hidden elements named `S:…` (one stays behind, empty, where a part ended as
 * "not found") and marks the places for it as `B:…`. What is typed or pressed before React has taken a field over is
 * lost; that it has is noted on the element.
 */
async function allArrived(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('[hidden][id^="S:"] > :not(template), template[id^="B:"]') === null &&
      [...document.querySelectorAll("input, select, textarea, button")].every((field) =>
        Object.keys(field).some((name) => name.startsWith("__reactFiber$")),
      ),
  );
}

import { expect, test } from "vitest";
import { slugFromName } from "./workspace-slug.ts";

test.each([
  ["Ada’s workspace", "ada-s-workspace"],
  ["  Çelik & Söhne GmbH ", "celik-sohne-gmbh"],
  ["東京", "workspace"],
  ["../../etc/passwd", "etc-passwd"],
  [`${"x".repeat(39)} y`, "x".repeat(39)],
])("%j becomes the address part %j", (name, slug) => {
  expect(slugFromName(name)).toBe(slug);
});

import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password.ts";

test("a password is known by its hash, and another one is not", async () => {
  const phc = await hashPassword("correct horse");
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyPassword("correct horse", phc)).toBe(true);
  expect(await verifyPassword("correct horsf", phc)).toBe(false);
});

test("the same password never has the same hash", async () => {
  expect(await hashPassword("correct horse")).not.toBe(await hashPassword("correct horse"));
});

test("however a keyboard composes an accent, the password is the same", async () => {
  expect(await verifyPassword("cafe\u0301 au lait", await hashPassword("caf\u00e9 au lait"))).toBe(true);
});

test.each([null, "", "plain text", "$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA"])(
  "a missing or strange hash %j fits nothing",
  async (phc) => {
    expect(await verifyPassword("", phc)).toBe(false);
  },
);

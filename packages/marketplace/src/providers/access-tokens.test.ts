import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { AccessTokens } from "./access-tokens.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const account = {
  clientEmail: "caller@project.iam.gserviceaccount.com",
  keyId: null,
  privateKey: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  tokenUri: "https://oauth2.example/token",
};

function tokens() {
  const clock = { nowMs: 0 };
  const asked: (() => void)[] = [];
  let count = 0;
  const send = () =>
    new Promise<string>((resolve) => {
      count += 1;
      const token = `token-${count}`;
      asked.push(() => resolve(JSON.stringify({ access_token: token, expires_in: 3_600 })));
    });
  return { clock, asked, held: new AccessTokens(send, () => clock.nowMs) };
}

test("calls that come at once wait for one token, and later ones find it at hand", async () => {
  const { asked, held } = tokens();
  const waiting = [held.of(account), held.of(account), held.of(account)];
  expect(asked).toHaveLength(1);
  asked[0]?.();
  expect(await Promise.all(waiting)).toEqual(["token-1", "token-1", "token-1"]);
  expect(held.of(account)).toBe("token-1");
});

test("a token is replaced before it ends, while calls go on with it", async () => {
  const { clock, asked, held } = tokens();
  const first = held.of(account);
  asked[0]?.();
  await first;
  clock.nowMs = 3_600_000 - 200_000;
  expect([held.of(account), held.of(account)]).toEqual(["token-1", "token-1"]);
  expect(asked).toHaveLength(2);
  asked[1]?.();
  await new Promise(setImmediate);
  expect(held.of(account)).toBe("token-2");
});

test("a token that ends now, or that was refused, is not used", async () => {
  const { clock, asked, held } = tokens();
  const first = held.of(account);
  asked[0]?.();
  await first;
  held.refused(account, "another");
  expect(held.of(account)).toBe("token-1");
  held.refused(account, "token-1");
  const second = held.of(account);
  asked[1]?.();
  expect(await second).toBe("token-2");
  clock.nowMs += 3_600_000 - 1_000;
  expect(held.of(account)).toBeInstanceOf(Promise);
});

test("who is refused a token may ask again", async () => {
  const answers = [
    () => Promise.reject(new Error("refused")),
    () => Promise.resolve('{"access_token":"t","expires_in":60}'),
  ];
  const held = new AccessTokens(
    () => answers.shift()?.() ?? Promise.reject(new Error("none")),
    () => 0,
  );
  await expect(held.of(account)).rejects.toThrow("refused");
  expect(await held.of(account)).toBe("t");
});

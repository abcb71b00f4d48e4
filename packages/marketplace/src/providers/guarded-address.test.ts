import { expect, it } from "vitest";
import { guardAddress, parseBaseUrl, type Resolver } from "./guarded-address.ts";

const answers = (...addresses: string[]): Resolver => {
  return async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
};

it.each([
  "https://169.254.169.254/v1",
  "https://[fd00:ec2::254]/v1",
  "https://127.0.0.1/v1",
  "https://[::1]/v1",
  "https://[::ffff:127.0.0.1]/v1",
  "https://10.1.2.3/v1",
  "https://192.168.0.1/v1",
  "https://100.64.0.1/v1",
  "https://0.0.0.0/v1",
  "https://2130706433/v1",
  "https://0x7f.1/v1",
])("refuses %s, which is not public", async (address) => {
  expect(await guardAddress(new URL(address), [])).toMatchObject({ kind: "refused" });
});

it("refuses a name that resolves to the metadata address", async () => {
  const guarded = await guardAddress(new URL("https://models.example/v1"), [], answers("169.254.169.254"));
  expect(guarded).toMatchObject({ kind: "refused" });
});

it("pins the public address of a name that resolves to several", async () => {
  const guarded = await guardAddress(new URL("https://models.example/v1"), [], answers("10.0.0.1", "203.0.112.7"));
  expect(guarded).toEqual({ kind: "pinned", address: "203.0.112.7", family: 4 });
});

it("opens only the ranges an operator listed", async () => {
  const url = new URL("http://127.0.0.1:8000/v1");
  expect(await guardAddress(url, ["127.0.0.1/32"])).toMatchObject({ kind: "pinned", address: "127.0.0.1" });
  expect(await guardAddress(url, ["127.0.0.2/32"])).toMatchObject({ kind: "refused" });
});

it("refuses plain http to a public address", async () => {
  const guarded = await guardAddress(new URL("http://models.example/v1"), ["127.0.0.1/32"], answers("203.0.112.7"));
  expect(guarded).toMatchObject({ kind: "refused", message: expect.stringContaining("https") });
});

it("says when a name does not exist", async () => {
  const url = new URL("https://models.example/v1");
  expect(await guardAddress(url, [], answers())).toMatchObject({ kind: "unresolved" });
  const failing = () => Promise.reject(new Error("ENOTFOUND"));
  expect(await guardAddress(url, [], failing)).toMatchObject({ kind: "unresolved" });
});

it.each([
  "ftp://a.example",
  "https://user:pass@a.example",
  "https://a.example?x=1",
  "https://a.example#x",
  "a.example",
  "",
])("does not take %j for a base address", (text) => {
  expect(parseBaseUrl(text)).toBeNull();
});

it("drops trailing slashes", () => {
  expect(parseBaseUrl("https://a.example/v1//")?.href).toBe("https://a.example/v1");
});

import { expect, test } from "vitest";
import { relyingPartyOf } from "./relying-party.ts";

test("passkeys are for the console's name, and for localhost where it has none", () => {
  const example = { id: "console.example.com", origin: "https://console.example.com" };
  expect(relyingPartyOf("https://console.example.com/")).toEqual(example);
  expect(relyingPartyOf("http://127.0.0.1:4400")).toEqual({ id: "localhost", origin: "http://localhost:4400" });
});

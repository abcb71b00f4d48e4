import { describe, expect, it } from "vitest";
import { callbackWith, isCallbackAddress, isOnThisMachine, isRegistered } from "./callback-address.ts";

describe("a callback", () => {
  it.each([
    ["https://app.example/done", true],
    ["https://app.example:3000/done?next=/a", true],
    ["http://localhost:8123/cb", true],
    ["http://127.0.0.1:1/cb", true],
    ["http://[::1]:9/cb", true],
    ["http://app.example/done", false],
    ["https://user:secret@app.example/", false],
    ["https://app.example/#part", false],
    ["javascript:alert(1)", false],
    ["//app.example", false],
    ["http://localhost.evil.example/cb", false],
    ["myapp://cb", false],
  ])("%s may be one: %s", (text, may) => {
    expect(isCallbackAddress(text)).toBe(may);
  });

  it("is on this machine only when its host is", () => {
    expect(isOnThisMachine("http://127.0.0.1:9/x")).toBe(true);
    expect(isOnThisMachine("https://127.0.0.1.example/x")).toBe(false);
  });

  it("keeps its own query and does not repeat what is added", () => {
    expect(callbackWith("https://app.example/cb?state=a&code=old", { code: "new", state: null })).toBe(
      "https://app.example/cb?state=a&code=new",
    );
  });
});

describe("a registered address", () => {
  const known = ["https://app.example/cb", "http://127.0.0.1:1/cb"];
  it.each([
    ["https://app.example/cb", true],
    ["https://APP.example/cb", true],
    ["https://app.example/cb/", false],
    ["https://app.example/cb?x=1", false],
    ["https://app.example.evil.example/cb", false],
    ["https://app.example:8443/cb", false],
    ["http://127.0.0.1:54321/cb", true],
    ["http://127.0.0.1:54321/other", false],
    ["http://localhost:54321/cb", false],
  ])("lets %s through: %s", (asked, may) => {
    expect(isRegistered(asked, known)).toBe(may);
  });
});

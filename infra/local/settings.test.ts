import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("without variables everything listens on the loopback interface and keeps its data in the checkout", () => {
  const settings = readSettings({});
  expect(settings.host).toBe("127.0.0.1");
  expect(settings.urls.console).toBe("http://127.0.0.1:4400");
  expect(settings.dataDir).toMatch(/\/\.data$/);
});

test("a public address replaces the local one and loses its trailing slash", () => {
  expect(readSettings({ CONSOLE_URL: "https://console.example.com/" }).urls.console).toBe(
    "https://console.example.com",
  );
});

test("listening on every interface still gives addresses a browser can open", () => {
  expect(readSettings({ TOLLGATE_HOST: "0.0.0.0", API_PORT: "5001" }).urls.api).toBe("http://127.0.0.1:5001");
});

test("a port that is no port, a port used twice and a URL that is no URL are named in one sentence", () => {
  expect(() => readSettings({ API_PORT: "80000" })).toThrow(/^API_PORT is "80000": .*\.$/);
  expect(() => readSettings({ API_PORT: "4400" })).toThrow(/^CONSOLE_PORT and API_PORT are both 4400: .*\.$/);
  expect(() => readSettings({ DATABASE_URL: "nonsense" })).toThrow(/^DATABASE_URL is "nonsense".*\.$/);
});

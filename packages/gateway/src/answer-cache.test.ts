import { expect, test } from "vitest";
import { canonicalRequest, isAlike, mayBeKept, readCacheWish } from "./answer-cache.ts";
import { InvalidParam } from "./read-preferences.ts";
import { NO_PREFERENCES } from "./route-preferences.ts";

const wish = (cache: unknown, headers = {}) => readCacheWish(cache === undefined ? {} : { cache }, headers);
const chat = (body: object) => ({ surface: "openai-chat" as const, body: { ...body }, stream: false });

test("a request asks for the cache by its member, or by the header of ours or of OpenRouter, and the member wins", () => {
  expect(wish(undefined)).toBeNull();
  expect(wish(true)).toEqual({ mode: "use", ttlSeconds: null });
  expect(wish(false, { "x-tollgate-cache": "on" })).toEqual({ mode: "off", ttlSeconds: null });
  expect(wish({ ttl: 60 })).toEqual({ mode: "use", ttlSeconds: 60 });
  expect(wish({ refresh: true, ttl: null })).toEqual({ mode: "refresh", ttlSeconds: null });
  expect(wish(undefined, { "x-tollgate-cache": "refresh", "x-tollgate-cache-ttl": "9" })).toEqual({
    mode: "refresh",
    ttlSeconds: 9,
  });
  expect(wish(undefined, { "x-openrouter-cache": "true", "x-openrouter-cache-ttl": "600" })).toEqual({
    mode: "use",
    ttlSeconds: 600,
  });
  expect(wish(undefined, { "x-openrouter-cache": "true", "x-openrouter-cache-clear": "true" })?.mode).toBe("refresh");
  expect(wish(undefined, { "x-openrouter-cache": "false" })?.mode).toBe("off");
});

test.each([
  ["a word", () => wish("yes")],
  ["no time at all", () => wish({ ttl: 0 })],
  ["more than a day", () => wish({ ttl: 86_401 })],
  ["a fraction", () => wish({ ttl: 1.5 })],
  ["a flag that is none", () => wish({ refresh: 1 })],
  ["a header that is none", () => wish(undefined, { "x-tollgate-cache": "perhaps" })],
  ["a header that is no number", () => wish(undefined, { "x-tollgate-cache": "on", "x-tollgate-cache-ttl": "long" })],
])("what cannot be understood is told in a sentence: %s", (_, read) => {
  expect(read).toThrow(InvalidParam);
});

test("a key's cache is for requests that want the same answer again and cannot act", () => {
  expect(isAlike(chat({ temperature: 0 }))).toBe(true);
  expect(isAlike(chat({ seed: 7, temperature: 1 }))).toBe(true);
  expect(isAlike(chat({}))).toBe(false);
  expect(isAlike(chat({ temperature: 0, tools: [{ type: "function" }] }))).toBe(false);
  expect(isAlike(chat({ temperature: 0, tools: [] }))).toBe(true);
  expect(isAlike({ surface: "gemini-generate", body: { generationConfig: { temperature: 0 } } })).toBe(true);
  expect(isAlike({ surface: "openai-embeddings", body: {} })).toBe(true);
  expect(isAlike({ surface: "openai-images", body: { seed: 1 } })).toBe(false);
});

test("nothing is kept that is free, came as a form, or whose caller wants nothing kept", () => {
  const of = (surface: Parameters<typeof mayBeKept>[0]["surface"], zdr = false) =>
    mayBeKept({ surface, preferences: zdr ? { ...NO_PREFERENCES, dataPolicy: "zero_retention" } : NO_PREFERENCES });
  expect(of("openai-chat")).toBe(true);
  expect(of("openai-chat", true)).toBe(false);
  expect(of("openai-moderations")).toBe(false);
  expect(of("openai-transcriptions")).toBe(false);
});

test("the order of members does not change what is asked; every value does", () => {
  const one = canonicalRequest(chat({ model: "a/b", messages: [{ role: "user", content: "Hi" }], temperature: 0 }));
  const same = { temperature: 0, cache: { ttl: 5 }, max_surcharge: "1", messages: [{ content: "Hi", role: "user" }] };
  expect(canonicalRequest(chat({ ...same, model: "a/b" }))).toBe(one);
  expect(canonicalRequest(chat({ ...same, model: "a/c" }))).not.toBe(one);
  expect(canonicalRequest({ ...chat({ ...same, model: "a/b" }), stream: true })).not.toBe(one);
  expect(canonicalRequest({ ...chat({ ...same, model: "a/b" }), surface: "openai-responses" })).not.toBe(one);
});

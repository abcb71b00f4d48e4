import { expect, test } from "vitest";
import { chatRequest } from "./chat-request.ts";
import { DEFAULT_SETTINGS, readNumber, readTools } from "./settings.ts";
import { type AssistantTurn, WAITING } from "./turns.ts";

const hello = { role: "user", text: "Hello", images: [] } as const;

test("what is not set is left to the model", () => {
  expect(chatRequest("a/b", [hello], DEFAULT_SETTINGS)).toEqual({
    model: "a/b",
    messages: [{ role: "user", content: "Hello" }],
  });
});

test("settings, images and earlier replies are sent; replies that failed are not", () => {
  const settings = { ...DEFAULT_SETTINGS, system: "Be brief.", temperature: 0, maxTokens: 50, sort: "price" as const };
  const turns = [
    hello,
    { ...WAITING, state: "failed" as const, text: "Hal" },
    { ...WAITING, state: "done" as const, text: "Hi." },
    { role: "user" as const, text: "What is this?", images: ["data:image/png;base64,AA=="] },
  ];
  expect(chatRequest("a/b", turns, settings)).toEqual({
    model: "a/b",
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hi." },
      {
        role: "user",
        content: [
          { type: "text", text: "What is this?" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
        ],
      },
    ],
    temperature: 0,
    max_tokens: 50,
    provider: { sort: "price" },
  });
});

test("a field that makes no sense says what to enter", () => {
  expect(readNumber("", { least: 0, most: 2, whole: false })).toBeNull();
  expect(readNumber("0.7", { least: 0, most: 2, whole: false })).toBe(0.7);
  expect(readNumber("3", { least: 0, most: 2, whole: false })).toEqual({ error: "Enter a number from 0 to 2." });
  expect(readNumber("1.5", { least: 1, most: 9, whole: true })).toEqual({ error: "Enter a whole number from 1 to 9." });
  expect(readTools("[]")).toBeNull();
  expect(readTools("{")).toEqual({ error: "This is not valid JSON yet." });
  expect(readTools("{}")).toMatchObject({ error: expect.stringContaining("array") });
});

test("a model that gives pictures is asked for them, and is shown those it made", () => {
  const made: AssistantTurn = { ...WAITING, state: "done", text: "", pictures: ["data:image/png;base64,iVBORw0KGgo="] };
  const asked = chatRequest("a/b", [hello, made, hello], { ...DEFAULT_SETTINGS, wantsPictures: true });
  expect(asked).toMatchObject({
    modalities: ["image", "text"],
    messages: [{ role: "user" }, { role: "assistant", images: [{ image_url: { url: made.pictures[0] } }] }, {}],
  });
});

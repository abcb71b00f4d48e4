import { expect, test } from "vitest";
import { enteredCredential } from "./entered-credential.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("an AWS access key is kept with what belongs to it, and nothing empty", () => {
  const fields = { dialect: "bedrock-converse+sigv4", accessKeyId: " AKID ", secretAccessKey: "s", sessionToken: "" };
  expect(enteredCredential(form({ ...fields, credential: "left over" }))).toBe(
    '{"accessKeyId":"AKID","secretAccessKey":"s"}',
  );
});

test("nothing entered is no credential, whatever the API", () => {
  expect(enteredCredential(form({ dialect: "bedrock-converse+sigv4", accessKeyId: "" }))).toBeUndefined();
  expect(enteredCredential(form({ dialect: "openai-chat", credential: " " }))).toBeUndefined();
  expect(enteredCredential(form({ dialect: "openai-chat", credential: " sk-1 " }))).toBe("sk-1");
});

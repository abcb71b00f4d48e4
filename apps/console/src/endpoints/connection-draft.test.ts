import { expect, test } from "vitest";
import { readConnection } from "./connection-draft.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}
const complete = {
  providerId: "prv_1",
  modelId: " acme/echo-1 ",
  upstreamModel: "echo-1",
  dialect: "openai-chat",
  baseUrl: "https://api.example.com/v1",
  credential: "",
};

test("an empty key is left out, not sent as an empty key", () => {
  expect(readConnection(form(complete)).connection).toEqual({
    ...complete,
    modelId: "acme/echo-1",
    credential: undefined,
  });
});

test("every missing field is named at once", () => {
  const { connection, problems } = readConnection(
    form({ ...complete, modelId: "echo", baseUrl: " ", upstreamModel: "" }),
  );
  expect(connection).toBeNull();
  expect(Object.keys(problems).sort()).toEqual(["baseUrl", "modelId", "upstreamModel"]);
});

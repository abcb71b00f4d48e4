import { newPerson, services, stranger, useVerbs } from "@tollgate/marketplace/testing/verbs";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { expect, test, vi } from "vitest";
import { appRouter } from "./app-router.ts";
import { contextFor } from "./open-context.ts";

useVerbs();

/** Asks over HTTP, as a browser does. */
async function ask(path: string, json: unknown, userId: string | null = null) {
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    router: appRouter,
    createContext: () => contextFor(services, userId),
    req: new Request(`https://console.test/api/trpc/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ json }),
    }),
  });
  return { status: response.status, body: await response.text() };
}

const signUp = { email: "new@example.com", password: "a few words", name: "New" };

test("bad input names the field in a sentence", async () => {
  const { status, body } = await ask("auth.signUp", { ...signUp, password: "short" });
  expect(status).toBe(400);
  const error = JSON.parse(body).error.json;
  expect(error.message).toBe("Use at least 10 characters. A few words in a row are fine.");
  expect(error.data).toMatchObject({ reason: "invalid_input", field: "password", retryable: false });
});

test("input of the wrong form altogether is a sentence too", async () => {
  for (const json of [null, 7, "text", [], {}, { email: 7 }, { ...signUp, name: {} }]) {
    const { status, body } = await ask("auth.signUp", json);
    expect(status).toBe(400);
    expect(JSON.parse(body).error.json.message).toMatch(/^[A-Z].*\.$/);
  }
});

test("a refusal keeps its reason and a stranger is asked to sign in", async () => {
  expect((await ask("auth.signUp", signUp)).status).toBe(200);
  const again = await ask("auth.signUp", signUp);
  expect(again.status).toBe(409);
  expect(JSON.parse(again.body).error.json.data).toMatchObject({ reason: "conflict", field: "email" });
  expect((await ask("workspaces.create", { name: "Mine" })).status).toBe(401);
});

test("what broke on our side shows nothing of itself", async () => {
  const person = await newPerson();
  const broken = vi
    .spyOn(services.db.prisma, "$transaction")
    .mockRejectedValue(new Error("password=hunter2 at db:5432"));
  const { status, body } = await ask("workspaces.create", { name: "Mine" }, person.userId);
  broken.mockRestore();
  expect(status).toBe(500);
  expect(JSON.parse(body).error.json.message).toBe("Something went wrong on our side. Try again in a moment.");
  expect(body).not.toMatch(/hunter2|stack|\.ts/);
});

test("a person who no longer exists is a stranger", async () => {
  expect((await contextFor(services, "usr_gone")).actor).toEqual(stranger().actor);
});

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMember, newPerson, useVerbs } from "../testing/verbs.ts";
import { discoverModels } from "./discover-models.ts";

useVerbs();

let upstream: Server;
let baseUrl: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  upstream = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const address = upstream.address();
  baseUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/v1`;
});
afterAll(async () => {
  await new Promise((resolve) => upstream.close(resolve));
});

test("an API is asked for its models before anything is registered, with the key and at no private address", async () => {
  const person = await newPerson();
  const ctx = { ...(await person.ctx()), egressAllow: ["127.0.0.1/32"] };
  const { workspaceId } = person;
  const asked: string[] = [];
  answer = ({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers.authorization ?? "no key"}`);
    const openAi = { data: [{ id: "zeta" }, { id: "alpha" }, { id: "alpha" }] };
    response.end(JSON.stringify(url === "/v1/tags" ? { models: [{ name: "llama3:8b" }] } : openAi));
  };
  const discover = (more: object) => discoverModels(ctx, { workspaceId, baseUrl, ...more });
  expect(await discover({ credential: "sk-1" })).toEqual({ models: ["alpha", "zeta"], problem: null });
  expect(await discover({ dialect: "ollama-chat" })).toEqual({ models: ["llama3:8b"], problem: null });
  expect(asked).toEqual(["GET /v1/models Bearer sk-1", "GET /v1/tags no key"]);

  answer = (_request, response) => response.writeHead(401).end();
  expect(await discover({})).toMatchObject({ models: [], problem: expect.stringContaining("refused the key") });
  answer = (_request, response) => response.end("<html>");
  expect((await discover({})).problem).toContain("not with a list");
  const cohere = await discover({ dialect: "cohere-chat" });
  expect(cohere.problem).toContain("does not list");

  const closed = discoverModels(await person.ctx(), { workspaceId, baseUrl: "http://169.254.169.254/v1" });
  await expect(closed).rejects.toMatchObject({ field: "baseUrl" });
  const colleague = await newPerson("Colleague");
  await addMember(workspaceId, colleague.userId, "member");
  const asMember = discoverModels(await colleague.ctx(), { workspaceId, baseUrl });
  await expect(asMember).rejects.toMatchObject({ code: "forbidden" });
});

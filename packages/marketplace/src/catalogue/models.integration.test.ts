import { newId } from "@tollgate/db/ids";
import { expect, test } from "vitest";
import { loadModels } from "../snapshot/load-catalogue.ts";
import { addEndpoint, newPerson, services, stranger, useVerbs } from "../testing/verbs.ts";
import { getModel } from "./get-model.ts";
import { listModels } from "./list-models.ts";

useVerbs();

test("the public sees offers and their price range, and nothing of how endpoints are reached", async () => {
  const person = await newPerson("Provider");
  await addEndpoint(person.workspaceId);
  const { providerId, endpointId } = await addEndpoint(person.workspaceId);
  await services.db.prisma.provider.update({ where: { id: providerId }, data: { isDemo: true } });
  await services.db.prisma.priceVersion.create({
    data: {
      id: newId("priceVersion"),
      endpointId,
      prices: { input: "3000000", output: "9000000" },
      effectiveAt: new Date(1),
    },
  });
  const model = await getModel(stranger(), { modelId: "acme/echo-1" });
  expect(model).toMatchObject({
    input: { fromNano: 1_000_000n, toNano: 3_000_000n },
    output: { fromNano: 2_000_000n, toNano: 9_000_000n },
    isDemo: false,
    offers: [expect.anything(), expect.anything()],
  });
  const shown = JSON.stringify(model, (_, part: unknown) => (typeof part === "bigint" ? `${part}` : part));
  expect(shown).not.toMatch(/echo\.invalid|baseUrl|credential|wsp_/);
});

test("models that nobody offers are not in the catalogue", async () => {
  const person = await newPerson("Provider");
  const { endpointId } = await addEndpoint(person.workspaceId);
  const idle = {
    name: "Idle",
    author: "acme",
    contextLength: 1,
    features: [],
    inputModalities: [],
    outputModalities: [],
  };
  await services.db.prisma.model.create({ data: { id: "acme/idle", ...idle } });
  await services.db.prisma.endpoint.update({ where: { id: endpointId }, data: { modelId: "acme/idle" } });
  const ids = async () => (await listModels(stranger(), {})).models.map((model) => model.id);
  expect(await ids()).toContain("acme/idle");
  await services.db.prisma.endpoint.update({ where: { id: endpointId }, data: { status: "suspended" } });
  expect(await ids()).not.toContain("acme/idle");
  await expect(getModel(stranger(), { modelId: "acme/idle" })).rejects.toMatchObject({ code: "not_found" });
});

test("search finds a part of a name in any case, and takes no patterns", async () => {
  await addEndpoint((await newPerson("Provider")).workspaceId);
  const found = async (search: string) => (await listModels(stranger(), { search })).models.length;
  expect(await found("ECHO")).toBe(1);
  expect(await found("acme/ec")).toBe(1);
  expect(await found("%")).toBe(0);
  expect(await found("ec_o")).toBe(0);
});

test("the catalogue is read page by page", async () => {
  for (const slug of ["a", "b", "c"]) {
    const id = `pages/${slug}`;
    const { endpointId } = await addEndpoint((await newPerson("Provider")).workspaceId);
    const model = {
      name: slug,
      author: "pages",
      contextLength: 1,
      features: [],
      inputModalities: [],
      outputModalities: [],
    };
    await services.db.prisma.model.create({ data: { id, ...model } });
    await services.db.prisma.endpoint.update({ where: { id: endpointId }, data: { modelId: id } });
  }
  const first = await listModels(stranger(), { author: "pages", limit: 2 });
  const second = await listModels(stranger(), { author: "pages", limit: 2, cursor: first.nextCursor });
  expect([...first.models, ...second.models].map((model) => model.name)).toEqual(["a", "b", "c"]);
  expect(second.nextCursor).toBeNull();
});

test("offers of a model are listed cheapest first, and so are the endpoints that calls are routed to", async () => {
  const { workspaceId } = await newPerson("Orderer");
  // Ids are random, so an order by id would put five of them right once in a hundred and twenty runs.
  for (const input of [5n, 3n, 4n, 1n, 2n]) {
    const { endpointId } = await addEndpoint(workspaceId);
    await services.db.prisma.priceVersion.create({
      data: {
        id: newId("priceVersion"),
        endpointId,
        prices: { input: `${input * 1_000_000n}`, output: "0" },
        effectiveAt: new Date(1),
      },
    });
  }
  const inputs = (offers: readonly { readonly prices: { readonly input?: bigint; readonly output?: bigint } }[]) =>
    offers.map(({ prices }) => (prices.input ?? 0n) + (prices.output ?? 0n));
  const offered = inputs((await getModel(stranger(), { modelId: "acme/echo-1" })).offers);
  expect(offered).toEqual(offered.toSorted((a, b) => Number(a - b)));
  expect(offered.length).toBeGreaterThanOrEqual(5);
  const [routed] = await loadModels({ db: services.db, keyRing: services.keyRing, nowMs: Date.now() }, "acme/echo-1");
  expect(inputs(routed?.endpoints.map(({ price }) => price) ?? [])).toEqual(offered);
});

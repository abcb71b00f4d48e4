import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { speak } from "./testing/dialect-upstream.ts";
import { type FakeUpstream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { TEST_MODEL } from "./testing/surface-calls.ts";

/** Pictures and files that callers name by address, at endpoints that take bytes only. */
const PNG = Buffer.from("89504e470d0a1a0a0000", "hex");
const PDF = Buffer.from("%PDF-1.7 two pages");
const png = PNG.toString("base64");
const pdf = PDF.toString("base64");

const Refused = z.object({ error: z.looseObject({ code: z.string(), message: z.string() }) });

let files: Server;
let at = "";
const fetched: string[] = [];
const upstreams = new Map<string, FakeUpstream>();
let test: ProxyUnderTest;

const DIALECTS = {
  gemini: "gemini-generate",
  bedrock: "bedrock-converse",
  local: "ollama-chat",
  "bytes-only": "openai-chat+inline-media",
  fetching: "openai-chat",
} as const;

beforeAll(async () => {
  files = createServer((req, res) => {
    fetched.push(req.url ?? "");
    if (req.url === "/moved") return res.writeHead(302, { location: "/a.png" }).end();
    if (req.url === "/inside") return res.writeHead(302, { location: "http://169.254.169.254/secrets" }).end();
    if (req.url === "/page") return res.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in</html>");
    if (req.url === "/large.png") return res.writeHead(200).end(Buffer.concat([PNG, Buffer.alloc(200_000)]));
    if (req.url === "/a.pdf") return res.writeHead(200, { "content-type": "application/octet-stream" }).end(PDF);
    if (req.url === "/a.png") return res.writeHead(200, { "content-type": "image/jpeg" }).end(PNG);
    if (req.url === "/never") return;
    res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = files.address();
  at = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  for (const [slug, dialect] of Object.entries(DIALECTS))
    upstreams.set(slug, await startFakeUpstream(speak(dialect, "A bridge.")));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: Object.entries(DIALECTS).map(([slug, dialect]) => ({
      slug,
      dialect,
      baseUrl: upstreams.get(slug)?.baseUrl ?? "",
      inputUsd: "3",
      outputUsd: "15",
    })),
    settings: { mediaTimeoutMs: 1_000, maxMediaBytes: 100_000 },
  });
});
beforeEach(() => {
  fetched.length = 0;
  for (const upstream of upstreams.values()) upstream.calls.length = 0;
});
afterAll(async () => {
  await test.stop();
  await Promise.all([...upstreams.values()].map((upstream) => upstream.stop()));
  files.closeAllConnections();
  await new Promise((resolve) => files.close(resolve));
});

async function ask(part: unknown, provider: object, more: object = {}) {
  const messages = [{ role: "user", content: [{ type: "text", text: "What is it?" }, part] }];
  const response = await fetch(`${test.proxy.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${test.fixture.customer.key}` },
    body: JSON.stringify({ model: TEST_MODEL, max_tokens: 50, messages, provider, ...more }),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}
const picture = (path: string) => ({ type: "image_url", image_url: { url: at + path } });
const file = (path: string) => ({ type: "file", file: { filename: "a.pdf", file_data: at + path } });
const sentTo = (slug: string) => JSON.stringify(upstreams.get(slug)?.calls.map(({ body }) => body));

describe("a picture by address", () => {
  it.each(["gemini", "bedrock", "local", "bytes-only"])("reaches %s as bytes, fetched once", async (slug) => {
    const answered = await ask(picture("/moved"), { only: [slug] });
    expect(answered.status, answered.body).toBe(200);
    expect(sentTo(slug)).toContain(png);
    expect(sentTo(slug)).not.toContain(at);
    expect(fetched).toEqual(["/moved", "/a.png"]);
  });

  it("is not fetched for an endpoint that fetches it itself", async () => {
    const answered = await ask(picture("/a.png"), { only: ["fetching"] });
    expect(answered.status).toBe(200);
    expect(sentTo("fetching")).toContain(`${at}/a.png`);
    expect(fetched).toEqual([]);
  });

  it("is named by what its bytes are, in streams as well", async () => {
    const answered = await ask(picture("/a.png"), { only: ["gemini"] }, { stream: true });
    expect(answered.status).toBe(200);
    expect(sentTo("gemini")).toContain('"mimeType":"image/png"');
  });
});

describe("a file by address", () => {
  it.each(["gemini", "bedrock", "fetching", "bytes-only"])("reaches %s as bytes", async (slug) => {
    const answered = await ask(file("/a.pdf"), { only: [slug] });
    expect(answered.status, answered.body).toBe(200);
    expect(sentTo(slug)).toContain(pdf);
    expect(sentTo(slug)).not.toContain(at);
  });
});

describe("an address that leads nowhere", () => {
  it.each([
    ["/none.png", "answers 404"],
    ["/page", "leads to no picture or file"],
    ["/large.png", "leads to more than 100000 bytes"],
    ["/inside", "is not a public one"],
    ["/never", "does not answer in time"],
  ])("%s is refused in a sentence, and nobody is asked or charged", async (path, reason) => {
    const answered = await ask(picture(path), { only: ["gemini"] });
    expect(answered.status).toBe(400);
    const { error } = Refused.parse(JSON.parse(answered.body));
    expect(error.code).toBe("media_unreachable");
    expect(error.message).toContain(reason);
    expect(upstreams.get("gemini")?.calls).toEqual([]);
    expect(await test.receipt(answered.headers.get("x-generation-id") ?? "")).toMatchObject({
      outcome: "failed",
      total_cost: 0,
    });
  });

  it("is no way into the network: neither as an address nor with a name and password", async () => {
    for (const url of [
      "http://10.0.0.7/a.png",
      "http://[::1]:8080/a.png",
      "http://me:secret@127.0.0.1/a.png",
      "ftp://a/b",
    ]) {
      const answered = await ask({ type: "image_url", image_url: { url } }, { only: ["gemini"] });
      expect(answered.status).toBe(400);
      expect(answered.body).toMatch(/is not a public one|is malformed/);
    }
  });

  it("leaves the endpoints that would fetch it themselves", async () => {
    const answered = await ask(picture("/none.png"), { order: ["gemini", "fetching"], allow_fallbacks: true });
    expect(answered.status).toBe(200);
    expect(answered.headers.get("x-tollgate-provider")).toBe("fetching");
  });
});

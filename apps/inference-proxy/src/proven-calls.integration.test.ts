import { generateKeyPairSync } from "node:crypto";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { signAwsRequest } from "@tollgate/gateway/aws-signature";
import { afterAll, beforeAll, expect, it } from "vitest";
import { speak } from "./testing/dialect-upstream.ts";
import { type FakeUpstream, sendJson, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { surfaceCall } from "./testing/surface-calls.ts";

const KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a-secret", sessionToken: "a-session" };
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

let test: ProxyUnderTest;
let bedrock: FakeUpstream;
let vertex: FakeUpstream;
let google: FakeUpstream;

beforeAll(async () => {
  bedrock = await startFakeUpstream(speak("bedrock-converse", "Signed."));
  vertex = await startFakeUpstream(speak("gemini-generate", "With a token."));
  google = await startFakeUpstream(async ({ res }) => {
    await new Promise(setImmediate);
    sendJson(res, 200, { access_token: `ya29.token-${google.calls.length}`, expires_in: 3_600 });
  });
  const account = {
    type: "service_account",
    client_email: "caller@project.iam.gserviceaccount.com",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    token_uri: `${google.baseUrl}/token`,
  };
  const priced = { inputUsd: "3", outputUsd: "15" };
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [
      {
        ...priced,
        slug: "bedrock",
        dialect: "bedrock-converse+sigv4",
        baseUrl: bedrock.baseUrl,
        credential: JSON.stringify({ ...KEYS, region: "eu-central-1" }),
      },
      {
        ...priced,
        slug: "vertex",
        dialect: "gemini-generate+service-account",
        baseUrl: vertex.baseUrl,
        credential: JSON.stringify(account),
      },
      { ...priced, slug: "keyless", dialect: "bedrock-converse+sigv4", baseUrl: bedrock.baseUrl, credential: "sk-1" },
    ],
  });
});
afterAll(async () => {
  await test.stop();
  await Promise.all([bedrock, vertex, google].map((upstream) => upstream.stop()));
});

async function call(provider: string, stream = false) {
  const { path, body } = surfaceCall("openai-chat", stream);
  const response = await fetch(test.proxy.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${test.fixture.app.key}` },
    body: JSON.stringify({ ...body, provider: { only: [provider] } }),
  });
  return { status: response.status, text: await response.text() };
}

it.each([false, true])("a call to Bedrock is signed for what is sent, streamed: %s", async (stream) => {
  const { status, text } = await call("bedrock", stream);
  expect(status, text).toBe(200);
  expect(text).toContain("Signed.");
  const last = bedrock.calls.at(-1);
  if (!last) throw new Error("no call came");
  const { path, headers, bytes } = last;
  const sent = String(headers["x-amz-date"]);
  const at = sent.replace(/(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, "$1-$2-$3:$4:");
  const expected = signAwsRequest(
    {
      method: "POST",
      host: String(headers.host),
      path,
      query: "",
      headers: { "content-type": String(headers["content-type"]) },
      body: bytes,
    },
    { keys: KEYS, region: "eu-central-1", service: "bedrock", nowMs: Date.parse(at) },
  );
  expect(headers.authorization).toBe(expected.at(-1));
  expect(headers["x-amz-security-token"]).toBe("a-session");
  expect(JSON.stringify(headers)).not.toContain("a-secret");
});

it("calls to Vertex that come at once wait for one token, and later ones find it at hand", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => call("vertex")));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect((await call("vertex", true)).text).toContain("With a token.");
  expect(google.calls).toHaveLength(1);
  expect(new Set(vertex.calls.map(({ headers }) => headers.authorization))).toEqual(new Set(["Bearer ya29.token-1"]));
});

it("an endpoint whose keys cannot be read gets no call, and the caller is told in a sentence", async () => {
  const before = bedrock.calls.length;
  const { status, text } = await call("keyless");
  expect(status).toBeGreaterThanOrEqual(500);
  expect(text).not.toContain("sk-1");
  expect(bedrock.calls).toHaveLength(before);
});

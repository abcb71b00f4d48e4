import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "./testing/eventually.ts";
import { type FakeUpstream, refuse, sendJson, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import {
  formOf,
  IMAGE_MODEL,
  SERVICE_MODELS,
  SPEECH_MODEL,
  serviceEndpoints,
  TOKEN_IMAGE_MODEL,
  TOKEN_TRANSCRIPTION_MODEL,
  TRANSCRIPTION_MODEL,
  wav,
} from "./testing/service-calls.ts";
import { PICTURE, pictureStream, SOUND, SPOKEN, serve, serveSilently } from "./testing/service-upstream.ts";

/** Pictures, speech and transcripts, with the official client and to the nano. */
const Refused = z.object({ error: z.looseObject({ code: z.string(), message: z.string() }) });

let upstream: FakeUpstream;
let test: ProxyUnderTest;

beforeAll(async () => {
  upstream = await startFakeUpstream(serve);
  test = await startProxyUnderTest(await createTestDatabase(), {
    models: SERVICE_MODELS,
    endpoints: serviceEndpoints(upstream.baseUrl),
  });
});
beforeEach(() => upstream.behave(serve));
afterAll(async () => {
  await test.settle();
  await expectBooksToBalance(test.fixture.db);
  await test.stop();
  await upstream.stop();
});

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const sent = body instanceof FormData ? body : JSON.stringify(body);
  const key = { authorization: `Bearer ${test.fixture.app.key}` };
  return fetch(test.proxy.url + path, { method: "POST", headers: { ...key, ...headers }, body: sent });
}

const receiptOf = (response: Response) => test.receipt(response.headers.get("x-generation-id") ?? "");

describe("pictures", () => {
  const path = "/v1/images/generations";

  it("openai: images.generate, charged by the picture that came", async () => {
    const { data } = await test.openai.images.generate({ model: IMAGE_MODEL, prompt: "A bridge", n: 2 });
    expect(data?.map(({ b64_json }) => b64_json)).toEqual([PICTURE, PICTURE]);
    upstream.behave(({ res }) => sendJson(res, 200, { created: 1, data: [{ b64_json: PICTURE }] }));
    const fewer = await receiptOf(await post(path, { model: IMAGE_MODEL, prompt: "A bridge", n: 2 }));
    expect(fewer).toMatchObject({ usage_source: "reported", units: { image: 1 } });
    expect(fewer.legs).toMatchObject({ cost_nano: "40000000", surcharge_nano: "8000000" });
  });

  it("are charged by token where the price list has tokens", async () => {
    const receipt = await receiptOf(await post(path, { model: TOKEN_IMAGE_MODEL, prompt: "A bridge" }));
    expect(receipt).toMatchObject({ usage_source: "reported", units: { input: 10, output: 1056 } });
    expect(receipt.legs).toMatchObject({ cost_nano: "10660000" });
  });

  it("openai: streamed with previews, charged for the one picture, or for every token of it and its previews", async () => {
    const asked = { prompt: "A bridge", stream: true, partial_images: 2 } as const;
    const types: string[] = [];
    for await (const event of await test.openai.images.generate({ model: IMAGE_MODEL, ...asked })) {
      types.push(event.type);
      expect(event.b64_json).toBe(PICTURE);
    }
    const preview = "image_generation.partial_image";
    expect(types).toEqual([preview, preview, "image_generation.completed"]);
    const byPiece = await post(path, { model: IMAGE_MODEL, ...asked });
    const cost = /"cost":([\d.]+)/.exec(await byPiece.text())?.[1];
    const receipt = await receiptOf(byPiece);
    expect(receipt).toMatchObject({ units: { image: 1 }, legs: { cost_nano: "40000000" }, total_cost: Number(cost) });
    const byToken = await receiptOf(await post(path, { model: TOKEN_IMAGE_MODEL, ...asked }));
    expect(byToken).toMatchObject({ usage_source: "reported", units: { input: 10, output: 1256 } });
  });

  it("whose stream breaks off before the picture cost nothing", async () => {
    upstream.behave(({ res }) => {
      res.writeHead(200, { "content-type": "text/event-stream" });
      res.write(pictureStream(1).split("event: image_generation.completed")[0], () => res.destroy());
    });
    const response = await post(path, { model: IMAGE_MODEL, prompt: "A bridge", stream: true, partial_images: 1 });
    expect(await response.text()).toContain('"type":"error"');
    expect(await receiptOf(response)).toMatchObject({ outcome: "cut", legs: { charge_nano: "0" } });
  });

  it("that do not say their tokens are counted by quality and size, and labelled", async () => {
    upstream.behave(serveSilently);
    const body = { model: TOKEN_IMAGE_MODEL, prompt: "A bridge", quality: "high", size: "1024x1536", n: 2 };
    const receipt = await receiptOf(await post(path, body));
    expect(receipt).toMatchObject({ usage_source: "estimated", units: { output: 12480 } });
  });

  it("that credit does not cover are refused rather than made for less", async () => {
    const asked = upstream.calls.length;
    const headers = { "content-type": "application/json" };
    const dear = await post(path, { model: IMAGE_MODEL, prompt: "A bridge", n: 10, max_surcharge: "0.01" }, headers);
    expect(Refused.parse(await dear.json()).error.code).toBe("surcharge_too_high");
    expect(upstream.calls.length).toBe(asked);
  });

  it.each([
    [{ model: IMAGE_MODEL }, "`prompt`"],
    [{ model: IMAGE_MODEL, prompt: "A bridge", n: 11 }, "`n`"],
    [{ model: IMAGE_MODEL, prompt: "A bridge", n: 2, stream: true }, "`n`"],
    [{ model: IMAGE_MODEL, prompt: "A bridge", stream: true, partial_images: 4 }, "`partial_images`"],
    [{ model: SPEECH_MODEL, prompt: "A bridge" }, "POST /v1/audio/speech"],
  ])("%# that cannot be had are refused in a sentence", async (body, word) => {
    const response = await post(path, body);
    expect(response.status).toBe(400);
    expect(Refused.parse(await response.json()).error.message).toContain(word);
  });
});

describe("speech", () => {
  const body = { model: SPEECH_MODEL, input: "Grüße 👋", voice: "alloy" };

  it("openai: audio.speech, every byte of it, charged by the character", async () => {
    const sound = await test.openai.audio.speech.create({ ...body, response_format: "mp3" });
    expect(Buffer.from(await sound.arrayBuffer()).equals(SOUND)).toBe(true);
    const response = await post("/v1/audio/speech", body);
    expect(response.headers.get("content-type")).toBe("audio/mpeg");
    expect(Buffer.from(await response.arrayBuffer()).equals(SOUND)).toBe(true);
    const receipt = await receiptOf(response);
    expect(receipt.units).toEqual({ character: 7 });
    // 7 characters at 15 USD per million, and a fifth of it for the builder.
    expect(receipt.legs).toMatchObject({ cost_nano: "105000", surcharge_nano: "21000" });
    expect(Number(response.headers.get("x-tollgate-cost"))).toBe(receipt.total_cost);
  });

  it("is sent again whole for the same Idempotency-Key, and charged once", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await post("/v1/audio/speech", body, headers);
    expect(Buffer.from(await first.arrayBuffer()).equals(SOUND)).toBe(true);
    await eventually(async () => {
      const again = await post("/v1/audio/speech", body, headers);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(again.headers.get("content-type")).toBe("audio/mpeg");
      expect(Buffer.from(await again.arrayBuffer()).equals(SOUND)).toBe(true);
    });
  });

  it("that an endpoint refuses in JSON is no speech, and costs nothing", async () => {
    upstream.behave(refuse(400, {}, "no such voice"));
    const refused = await post("/v1/audio/speech", body);
    expect(refused.status).toBe(400);
    expect(Refused.parse(await refused.json()).error.message).toContain("no such voice");
    upstream.behave(({ res }) => sendJson(res, 200, { error: { message: "overloaded" } }));
    expect((await post("/v1/audio/speech", body)).status).toBe(502);
  });

  it("as events is refused, for nothing in it would be metered", async () => {
    const response = await post("/v1/audio/speech", { ...body, stream_format: "sse" });
    expect(Refused.parse(await response.json()).error.message).toContain("`stream_format`");
  });
});

describe("transcripts", () => {
  const path = "/v1/audio/transcriptions";
  const form = (more: object = {}) => formOf({ model: TRANSCRIPTION_MODEL, file: wav(3), ...more });

  it("openai: audio.transcriptions, charged by the second that was reported", async () => {
    const { text } = await test.openai.audio.transcriptions.create({ model: TRANSCRIPTION_MODEL, file: wav(3) });
    expect(text).toBe(SPOKEN);
    const call = upstream.calls.at(-1);
    expect(call?.headers["content-type"]).toContain("multipart/form-data");
    expect(call?.bytes.includes(Buffer.from(await wav(3).arrayBuffer()))).toBe(true);
    expect(call?.bytes.toString("latin1")).toContain('name="model"\r\n\r\necho-1\r\n');
    const response = await post(path, form());
    const receipt = await receiptOf(response);
    expect(receipt).toMatchObject({ usage_source: "reported", units: { audio_second: 3 } });
    expect(receipt.legs).toMatchObject({ cost_nano: "300000", surcharge_nano: "60000" });
    expect(await response.json()).toMatchObject({ text: SPOKEN, model: TRANSCRIPTION_MODEL });
  });

  it("are charged by token where the price list has tokens", async () => {
    const response = await post(path, form({ model: TOKEN_TRANSCRIPTION_MODEL, prompt: "greetings" }));
    const receipt = await receiptOf(response);
    expect(receipt.units).toMatchObject({ input_audio: 30, output: 7 });
    expect(receipt.legs).toMatchObject({ cost_nano: "370000" });
  });

  it("openai: streamed, charged by what the last event reports", async () => {
    let text = "";
    const asked = { model: TRANSCRIPTION_MODEL, file: wav(3), stream: true } as const;
    for await (const event of await test.openai.audio.transcriptions.create(asked))
      if (event.type === "transcript.text.delta") text += event.delta;
    expect(text).toBe(SPOKEN);
    const response = await post(path, form({ stream: "true" }));
    expect(await response.text()).toContain('"type":"transcript.text.done"');
    expect(await receiptOf(response)).toMatchObject({ usage_source: "reported", units: { audio_second: 3 } });
    const tokens = await post(path, form({ model: TOKEN_TRANSCRIPTION_MODEL, prompt: "greetings", stream: "true" }));
    expect((await receiptOf(tokens)).units).toMatchObject({ input_audio: 30, output: 7 });
  });

  it("of endpoints that answer in one piece whatever is asked are streamed all the same", async () => {
    upstream.behave(({ res }) => sendJson(res, 200, { text: SPOKEN, usage: { type: "duration", seconds: 2.4 } }));
    const response = await post(path, form({ stream: "true" }));
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(await response.text()).toContain('"type":"transcript.text.delta"');
    expect(await receiptOf(response)).toMatchObject({ usage_source: "reported", units: { audio_second: 3 } });
    const srt = await post(path, form({ stream: "true", response_format: "srt" }));
    expect(Refused.parse(await srt.json()).error.message).toContain("`response_format`");
  });

  it("that do not say how long they were are measured here, and labelled", async () => {
    upstream.behave(serveSilently);
    const receipt = await receiptOf(await post(path, form({ file: wav(5) })));
    expect(receipt).toMatchObject({ usage_source: "estimated", units: { audio_second: 5 } });
  });

  it.each([
    ["text", `${SPOKEN}\n`],
    ["srt", `1\n00:00:00,000 --> 00:00:02,400\n${SPOKEN}\n\n`],
    ["vtt", `WEBVTT\n\n00:00:00.000 --> 00:00:02.400\n${SPOKEN}\n\n`],
  ])("as %s are metered by what their JSON says", async (response_format, expected) => {
    const response = await post(path, form({ response_format }));
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe(expected);
    const receipt = await receiptOf(response);
    expect(receipt).toMatchObject({ usage_source: "reported", units: { audio_second: 3 } });
    expect(Number(response.headers.get("x-tollgate-cost"))).toBe(receipt.total_cost);
  });

  it("are made once for the same Idempotency-Key, though each form has a boundary of its own", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await post(path, form(), headers);
    const answer = await first.text();
    await eventually(async () => {
      const again = await post(path, form(), headers);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(await again.text()).toBe(answer);
    });
    expect((await post(path, form({ language: "de" }), headers)).status).toBe(422);
  });

  it("of something else than a form with a recording are refused in a sentence", async () => {
    const json = await post(path, { model: TRANSCRIPTION_MODEL }, { "content-type": "application/json" });
    expect(Refused.parse(await json.json()).error.message).toContain("multipart/form-data");
    const empty = await post(path, formOf({ model: TRANSCRIPTION_MODEL }));
    expect(Refused.parse(await empty.json()).error.message).toContain("`file`");
    const format = await post(path, form({ response_format: "docx" }));
    expect(Refused.parse(await format.json()).error.message).toContain("`response_format`");
    const elsewhere = await post("/v1/embeddings", form());
    expect(elsewhere.status).toBe(415);
  });
});

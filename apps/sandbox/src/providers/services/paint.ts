import { crc32, deflateSync } from "node:zlib";
import { z } from "zod";
import { hashText, seededRandom } from "../seeded-random.ts";
import { countTokens } from "../tokens.ts";
import { refused, type ServiceAnswer } from "./service-answer.ts";

const ImageRequest = z.looseObject({
  model: z.string().min(1),
  prompt: z.string().min(1),
  n: z.number().int().min(1).max(10).default(1),
});

const SIDE = 64;
/** What a square picture of middling quality counts at the vendor. */
const TOKENS_PER_PICTURE = 1_056;

/** OpenAI's images: a gradient in colours that follow from the prompt. */
export function paint(asked: unknown): ServiceAnswer {
  const parsed = ImageRequest.safeParse(asked);
  if (!parsed.success) return refused(parsed.error);
  const { model, prompt, n } = parsed.data;
  const data = Array.from({ length: n }, (_, copy) => ({ b64_json: png(hashText(prompt) + copy).toString("base64") }));
  const created = 1_767_225_600;
  if (!model.includes("gpt-image")) return { kind: "ok", body: { created, data } };
  const [input, output] = [countTokens(prompt), n * TOKENS_PER_PICTURE];
  const usage = {
    input_tokens: input,
    input_tokens_details: { text_tokens: input, image_tokens: 0 },
    output_tokens: output,
    total_tokens: input + output,
  };
  return { kind: "ok", body: { created, data, usage } };
}

/** A picture for a prompt, base64 of PNG. */
export function paintPicture(prompt: string, copy: number): string {
  return png(hashText(prompt) + copy).toString("base64");
}

/** Source: http://www.libpng.org/pub/png/spec/1.2/PNG-Structure.html */
function png(seed: number): Buffer {
  const random = seededRandom(seed);
  const [from, to] = [colour(random.next), colour(random.next)];
  const rows = Array.from({ length: SIDE }, (_, y) => {
    const row = Buffer.alloc(1 + SIDE * 3);
    for (let x = 0; x < SIDE; x++)
      for (const [channel, start] of from.entries())
        row[1 + x * 3 + channel] = Math.round(start + (((to[channel] ?? 0) - start) * (x + y)) / (2 * SIDE));
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    block("IHDR", header),
    block("IDAT", deflateSync(Buffer.concat(rows))),
    block("IEND", Buffer.alloc(0)),
  ]);
}

function colour(next: () => number): number[] {
  return [next(), next(), next()].map((value) => Math.round(60 + value * 180));
}

function block(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

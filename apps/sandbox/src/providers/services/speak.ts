import { z } from "zod";
import { hashText } from "../seeded-random.ts";
import { countTokens } from "../tokens.ts";
import { refused, type ServiceAnswer } from "./service-answer.ts";

const SpeechRequest = z.looseObject({
  model: z.string().min(1),
  input: z.string().min(1).max(4096),
  voice: z.union([z.string(), z.looseObject({ id: z.string() })]),
});

const RATE = 8_000;
const SECONDS_PER_CHARACTER = 0.06;

/** OpenAI's speech: a hum as long as the text, always as WAV, which players take whatever was asked. */
export function speak(asked: unknown): ServiceAnswer {
  const parsed = SpeechRequest.safeParse(asked);
  if (!parsed.success) return refused(parsed.error);
  const samples = Math.ceil(parsed.data.input.length * SECONDS_PER_CHARACTER * RATE);
  const pitch = 110 + (hashText(JSON.stringify(parsed.data.voice)) % 110);
  const bytes = Buffer.alloc(44 + samples);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + samples, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples, 40);
  for (let at = 0; at < samples; at++)
    bytes[44 + at] = 128 + Math.round(40 * Math.sin((2 * Math.PI * pitch * at) / RATE));
  return { kind: "bytes", bytes: new Uint8Array(bytes), contentType: "audio/wav" };
}

const TranscriptionRequest = z.looseObject({
  model: z.string().min(1),
  file: z.instanceof(File),
  response_format: z.enum(["json", "verbose_json"]).default("json"),
});

/** Bytes a second of a recording whose header says nothing. */
const USUAL_RATE = 16_000;
const TOKENS_PER_SECOND = 10;

/** OpenAI's transcriptions. Whisper bills seconds, its successors tokens. */
export async function transcribe(asked: unknown): Promise<ServiceAnswer> {
  const parsed = TranscriptionRequest.safeParse(asked);
  if (!parsed.success) return refused(parsed.error);
  const { model, file, response_format: format } = parsed.data;
  const seconds = secondsOf(Buffer.from(await file.arrayBuffer()));
  const text = `A simulated transcript of ${file.name}, ${seconds.toFixed(1)} seconds long.`;
  const [audio, output] = [Math.ceil(seconds * TOKENS_PER_SECOND), countTokens(text)];
  const tokens = {
    type: "tokens",
    input_tokens: audio,
    input_token_details: { text_tokens: 0, audio_tokens: audio },
    output_tokens: output,
    total_tokens: audio + output,
  };
  const usage = model.includes("whisper") ? { type: "duration", seconds: Math.ceil(seconds) } : tokens;
  if (format === "json") return { kind: "ok", body: { text, usage } };
  const segments = [{ id: 0, start: 0, end: seconds, text }];
  return { kind: "ok", body: { task: "transcribe", language: "english", duration: seconds, text, segments, usage } };
}

function secondsOf(bytes: Buffer): number {
  const isWav = bytes.length > 44 && bytes.toString("latin1", 0, 4) === "RIFF";
  return isWav ? (bytes.length - 44) / Math.max(1, bytes.readUInt32LE(28)) : bytes.length / USUAL_RATE;
}

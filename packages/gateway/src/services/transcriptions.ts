import { isRecord } from "../is-record.ts";
import { type JsonObject, numberIn, objectIn, parseByteText, textIn } from "../json-fields.ts";
import { toByteText } from "../json-members.ts";
import { formField, writeForm } from "../multipart-form.ts";
import { InvalidParam } from "../read-preferences.ts";
import { OURS } from "../upstream-needs.ts";
import { passReply } from "./pass-reply.ts";
import { openAiError, openAiPath, type ReadServiceReply, type Service } from "./service.ts";
import { subtitles } from "./subtitles.ts";

/** Nobody speaks faster; rather too much is held than too little. */
const OUTPUT_TOKENS_PER_SECOND = 8;
/** Vendors meter sound at 10 to 32 tokens a second. */
const MOST_INPUT_TOKENS_PER_SECOND = 32;
const LIKELY_INPUT_TOKENS_PER_SECOND = 10;

/** What is asked of an endpoint for each format: only JSON says what was used. */
const ASKED_FORMAT: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    json: "json",
    verbose_json: "verbose_json",
    diarized_json: "diarized_json",
    text: "json",
    srt: "verbose_json",
    vtt: "verbose_json",
  }),
);

const STREAMED_FORMATS: ReadonlySet<string> = new Set(["json", "diarized_json"]);

/** What is said in a recording, by the second or by token. Source: https://platform.openai.com/docs/api-reference/audio/createTranscription */
export const transcriptions: Service = {
  name: "transcripts",
  kind: "transcription",
  streams: {
    last: "transcript.text.done",
    counted: {},
    uncounted: {},
    text: ({ type, delta }) => (type === "transcript.text.delta" ? (textIn(delta) ?? "") : ""),
    fromWhole: ({ text, usage, duration }) => {
      if (typeof text !== "string") return null;
      const used = usage ?? (numberIn(duration) === null ? undefined : { type: "duration", seconds: duration });
      return [
        { type: "transcript.text.delta", delta: text },
        { type: "transcript.text.done", text, usage: used },
      ];
    },
  },
  piece: "audio_second",
  tokenPrices: ["input", "input_audio", "output"],
  understand(body, bytes) {
    const { most } = secondsOf(body);
    if (most === 0) throw new InvalidParam("file", "`file` must be the recording, as a file of the form.");
    if (!ASKED_FORMAT.has(formatOf(body)))
      throw new InvalidParam(
        "response_format",
        `\`response_format\` must be one of ${[...ASKED_FORMAT.keys()].join(", ")}.`,
      );
    if (body.stream === true && !STREAMED_FORMATS.has(formatOf(body)))
      throw new InvalidParam("response_format", "`response_format` must be json or diarized_json with `stream`.");
    return {
      inputTokensBound: Math.min(bytes, most * MOST_INPUT_TOKENS_PER_SECOND) + (textIn(body.prompt)?.length ?? 0) * 4,
      inputs: 1,
      maxOutputTokens: most * OUTPUT_TOKENS_PER_SECOND,
      choices: 1,
      unitsBound: { audio_second: most },
      outputIsFixed: true,
    };
  },
  path: openAiPath("/audio/transcriptions"),
  lacking: () => [],
  write({ form, body }, { model }) {
    if (form === undefined) throw new TypeError("a transcription was read from something else than a form");
    const format = ASKED_FORMAT.get(formatOf(body)) ?? "json";
    const kept = form.parts.filter(({ name }) => name !== "model" && name !== "response_format" && !OURS.has(name));
    return writeForm(form, [formField("model", model), formField("response_format", format), ...kept]);
  },
  read: ({ body }, { bytes }) => readTranscript(formatOf(body), bytes),
  texts: ({ prompt }) => (typeof prompt === "string" ? [prompt] : []),
  estimate: (body) => {
    const { likely } = secondsOf(body);
    return { audio_second: likely, input_audio: likely * LIKELY_INPUT_TOKENS_PER_SECOND };
  },
  error: openAiError,
};

function formatOf({ response_format }: JsonObject): string {
  return textIn(response_format) ?? "json";
}

/** Of the file, as it was measured when the form was read. */
function secondsOf({ file }: JsonObject): { readonly most: number; readonly likely: number } {
  const { most, likely } = objectIn(objectIn(file).seconds);
  return { most: numberIn(most) ?? 0, likely: numberIn(likely) ?? 0 };
}

function readTranscript(format: string, bytes: string): ReadServiceReply {
  const reply = passReply(bytes, "text", (members) => {
    const text = members.read("text");
    const duration = numberIn(members.read("duration"));
    return {
      // Silence is written down as nothing, and was listened to all the same.
      hasContent: typeof text === "string",
      outputText: toByteText(JSON.stringify(textIn(text) ?? "").slice(1, -1)),
      ...(duration !== null && duration > 0 && { counted: { audio_second: Math.ceil(duration) } }),
    };
  });
  if (reply.kind !== "completion" || ASKED_FORMAT.get(format) === format) return reply;
  const body = parseByteText(bytes);
  if (!isRecord(body)) return { kind: "unreadable" };
  const shown = format === "srt" || format === "vtt" ? subtitles(format, body) : `${textIn(body.text) ?? ""}\n`;
  return { ...reply, contentType: "text/plain; charset=utf-8", write: () => toByteText(shown) };
}

import { readErrorBody } from "../error-object.ts";
import { type JsonObject, textIn } from "../json-fields.ts";
import { fromByteText } from "../json-members.ts";
import { InvalidParam } from "../read-preferences.ts";
import { spliceBody } from "../splice-body.ts";
import { openAiError, openAiPath, type Service } from "./service.ts";

/** A text read aloud, by the character: the answer is sound and says nothing of tokens. Source: https://platform.openai.com/docs/api-reference/audio/createSpeech */
export const speech: Service = {
  name: "speech",
  kind: "speech",
  streams: false,
  piece: "character",
  tokenPrices: null,
  understand(body, bytes) {
    if (typeof body.input !== "string" || body.input === "")
      throw new InvalidParam("input", "`input` must be a non-empty text.");
    if (body.stream_format !== undefined && body.stream_format !== null && body.stream_format !== "audio")
      throw new InvalidParam("stream_format", "`stream_format` can only be audio here; leave it out.");
    const unitsBound = { character: characters(body) };
    return { inputTokensBound: bytes, inputs: 1, maxOutputTokens: 0, choices: 1, unitsBound };
  },
  path: openAiPath("/audio/speech"),
  lacking: () => [],
  write: (request, { model }) => spliceBody(request, new Map([["model", JSON.stringify(model)]])),
  read(_asked, { bytes, contentType }) {
    if (contentType?.startsWith("application/json")) {
      const { message } = readErrorBody(fromByteText(bytes), 502);
      return message === null ? { kind: "unreadable" } : { kind: "error", error: { status: 502, message } };
    }
    return {
      kind: "completion",
      usage: undefined,
      reported: null,
      counted: {},
      hasContent: bytes.length > 0,
      finishReason: null,
      outputText: "",
      contentType: contentType ?? "application/octet-stream",
      write: () => bytes,
    };
  },
  texts: ({ input }) => (typeof input === "string" ? [input] : []),
  estimate: (body) => ({ character: characters(body) }),
  error: openAiError,
};

/** As vendors count them: an emoji is one character, whatever it takes to store. */
function characters({ input }: JsonObject): number {
  return [...(textIn(input) ?? "")].length;
}

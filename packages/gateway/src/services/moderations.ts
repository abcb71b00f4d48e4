import { objectsIn, textIn } from "../json-fields.ts";
import { InvalidParam } from "../read-preferences.ts";
import { spliceBody } from "../splice-body.ts";
import { passReply } from "./pass-reply.ts";
import { openAiError, openAiPath, type Service } from "./service.ts";

/** Free wherever it is offered, so nothing is charged for it here. Source: https://platform.openai.com/docs/api-reference/moderations */
export const moderations: Service = {
  name: "moderations",
  kind: "moderation",
  streams: false,
  piece: null,
  tokenPrices: [],
  understand({ input }, bytes) {
    const inputs = Array.isArray(input) ? input.length : 1;
    const isTexts = Array.isArray(input) ? input.every((one) => typeof one === "string") : typeof input === "string";
    const isParts = Array.isArray(input) && objectsIn(input).length === inputs;
    if (input === "" || inputs === 0 || !(isTexts || isParts))
      throw new InvalidParam(
        "input",
        "`input` must be a text, an array of texts, or an array of text and image parts.",
      );
    return { inputTokensBound: bytes, inputs, maxOutputTokens: 0, choices: 1, unitsBound: {} };
  },
  path: openAiPath("/moderations"),
  lacking: () => [],
  write: (request, { model }) => spliceBody(request, new Map([["model", JSON.stringify(model)]])),
  read: (_asked, { bytes }) => passReply(bytes, "results"),
  texts: ({ input }) =>
    (Array.isArray(input) ? input : [input]).flatMap((one) => textIn(one) ?? textIn(objectsIn([one])[0]?.text) ?? []),
  estimate: () => ({}),
  error: openAiError,
};

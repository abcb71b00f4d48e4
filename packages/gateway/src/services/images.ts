import { objectsIn, textIn } from "../json-fields.ts";
import { InvalidParam } from "../read-preferences.ts";
import { optionalInteger } from "../read-request.ts";
import { countImages } from "../service-usage.ts";
import { spliceBody } from "../splice-body.ts";
import { passReply } from "./pass-reply.ts";
import { openAiError, openAiPath, type Service } from "./service.ts";

const MAX_IMAGES = 10;
const MAX_PREVIEWS = 3;
/** Output tokens of a preview. Source: as below. */
const PREVIEW_TOKENS = 100;

type Shape = "square" | "portrait" | "landscape";

/** Output tokens of a picture by quality and shape. Source: https://platform.openai.com/docs/guides/image-generation#cost-and-latency */
const TOKENS: Readonly<Record<string, Readonly<Record<Shape, number>>>> = {
  low: { square: 272, portrait: 408, landscape: 400 },
  medium: { square: 1_056, portrait: 1_584, landscape: 1_568 },
  high: { square: 4_160, portrait: 6_240, landscape: 6_208 },
};
/** Of a picture whose quality or size the model chooses, or that is larger than the table's. */
const MOST_TOKENS = 8_192;

/** Pictures from a description, by the picture or by token. Source: https://platform.openai.com/docs/api-reference/images/create */
export const images: Service = {
  name: "pictures",
  kind: "image",
  streams: {
    last: "image_generation.completed",
    counted: { image: 1 },
    uncounted: { image: 0 },
    text: () => "",
    fromWhole: ({ data, usage, created, created_at = created }) => {
      const [picture] = objectsIn(data);
      return picture ? [{ type: "image_generation.completed", ...picture, created_at, usage }] : null;
    },
  },
  piece: "image",
  tokenPrices: ["input", "output"],
  understand(body, bytes) {
    if (typeof body.prompt !== "string" || body.prompt === "")
      throw new InvalidParam("prompt", "`prompt` must be a non-empty text.");
    const pictures = picturesOf(body);
    if (body.stream === true && pictures > 1)
      throw new InvalidParam("n", "`n` must be 1 with `stream`: a stream tells of one picture.");
    const unitsBound = { image: pictures };
    return {
      inputTokensBound: bytes,
      inputs: 1,
      maxOutputTokens: mostTokens(body) + previewsOf(body) * PREVIEW_TOKENS,
      choices: pictures,
      unitsBound,
      outputIsFixed: true,
    };
  },
  path: openAiPath("/images/generations"),
  lacking: () => [],
  write: (request, { model }) => spliceBody(request, new Map([["model", JSON.stringify(model)]])),
  read: (_asked, { bytes }) =>
    passReply(bytes, "data", (members) => ({ counted: { image: countImages({ data: members.read("data") }) } })),
  texts: ({ prompt }) => (typeof prompt === "string" ? [prompt] : []),
  estimate: (body, { counted }) => ({
    image: counted.image ?? picturesOf(body),
    output: (counted.image ?? picturesOf(body)) * likelyTokens(body),
  }),
  error: openAiError,
};

/** Pictures on the way to the one that is asked for. */
function previewsOf(body: Readonly<Record<string, unknown>>): number {
  return optionalInteger({ ...body }, "partial_images", MAX_PREVIEWS) ?? 0;
}

function picturesOf(body: Readonly<Record<string, unknown>>): number {
  return optionalInteger({ ...body }, "n", MAX_IMAGES) ?? 1;
}

function tableTokens(quality: string | null, size: string | null): number | null {
  const [width, height] = (size ?? "").split("x").map(Number);
  if (!width || !height || Math.max(width, height) > 1_536) return null;
  const shape = width === height ? "square" : width < height ? "portrait" : "landscape";
  return TOKENS[quality ?? ""]?.[shape] ?? null;
}

function mostTokens({ quality, size }: Readonly<Record<string, unknown>>): number {
  return tableTokens(textIn(quality), textIn(size)) ?? MOST_TOKENS;
}

/** What was not said is taken to be the middle: the doubt is the platform's. */
function likelyTokens({ quality, size }: Readonly<Record<string, unknown>>): number {
  const known = textIn(quality);
  const asked = known === "low" || known === "high" ? known : "medium";
  return tableTokens(asked, textIn(size)) ?? tableTokens(asked, "1024x1024") ?? MOST_TOKENS;
}

import { z } from "zod";
import { For, Model, Routing, Usage } from "./schemas.ts";

/** What the description says of services that are no conversation. Loose, like the others. */

export const CompletionsRequest = z.looseObject({
  model: Model,
  prompt: z.union([z.string(), z.array(z.unknown())]).describe("A text, several, or tokens."),
  max_tokens: z.int().min(1).optional(),
  n: z.int().min(1).optional().describe("How many answers to each prompt."),
  stop: z.union([z.string(), z.array(z.string())]).optional(),
  stream: z.boolean().optional(),
  ...Routing,
  ...For,
});
export const CompletionsReply = z.looseObject({
  id: z.string(),
  object: z.literal("text_completion"),
  choices: z.array(z.looseObject({ text: z.string(), finish_reason: z.string().nullable() })),
  usage: Usage,
});

export const RerankRequest = z.looseObject({
  model: Model,
  query: z.string(),
  documents: z.array(z.union([z.string(), z.looseObject({ text: z.string() })])).min(1),
  top_n: z.int().min(1).optional().describe("How many to give back, best first."),
  ...Routing,
});
export const RerankReply = z.looseObject({
  id: z.string(),
  results: z.array(z.looseObject({ index: z.int(), relevance_score: z.number() })),
  usage: Usage,
});

export const ModerationsRequest = z.looseObject({
  model: Model,
  input: z.union([z.string(), z.array(z.unknown())]).describe("Texts, or parts with texts and pictures."),
});
export const ModerationsReply = z.looseObject({
  id: z.string(),
  results: z.array(z.looseObject({ flagged: z.boolean() })),
});

export const ImagesRequest = z.looseObject({
  model: Model,
  prompt: z.string(),
  n: z.int().min(1).optional().describe("How many pictures; each is charged."),
  size: z.string().optional().describe("Such as 1024x1024, where the model knows sizes."),
  quality: z.string().optional(),
  stream: z.boolean().optional().describe("Events: previews, then the picture. With n = 1."),
  partial_images: z
    .int()
    .min(0)
    .max(3)
    .optional()
    .describe("How many previews a stream has, where the model makes any."),
  ...Routing,
});
export const ImagesReply = z.looseObject({
  data: z.array(z.looseObject({ b64_json: z.string().optional(), url: z.string().optional() })),
  usage: Usage,
});

export const SpeechRequest = z.looseObject({
  model: Model,
  input: z.string().describe("Charged by the character."),
  voice: z.union([z.string(), z.looseObject({})]).optional(),
  response_format: z.string().optional().describe("Such as mp3, wav or opus."),
  speed: z.number().optional(),
  ...Routing,
});

export const TranscriptionsRequest = z.looseObject({
  model: Model,
  file: z.string().describe("The recording, as a file of the form."),
  language: z.string().optional().describe("Of the recording, such as en."),
  prompt: z.string().optional().describe("Names and words that may come."),
  stream: z.string().optional().describe("true for events as the recording is read; response_format is then json."),
  response_format: z.enum(["json", "verbose_json", "diarized_json", "text", "srt", "vtt"]).optional(),
});
export const TranscriptionsReply = z.looseObject({ text: z.string(), usage: Usage.optional() });

import { MAX_CACHE_SECONDS } from "@tollgate/gateway/answer-cache";
import { z } from "zod";

/** What the description says of bodies. Loose: what it does not name passes through, as it does in the API. */

const Usd = z.union([z.number(), z.string()]).describe("An amount in USD.");
export const Model = z
  .string()
  .describe("A model id such as author/model, with :floor or :nitro for the cheapest or fastest endpoint.");

const Sort = z.enum(["price", "throughput", "latency"]);

export const Routing = {
  models: z.array(z.string()).max(10).optional().describe("Others to fall back to, in order."),
  provider: z
    .looseObject({
      order: z.array(z.string()).optional().describe("Providers to try first, in this order."),
      only: z.array(z.string()).optional(),
      ignore: z.array(z.string()).optional(),
      allow_fallbacks: z.boolean().optional(),
      sort: z
        .union([Sort, z.looseObject({ by: Sort.optional() })])
        .optional()
        .describe("Also as an object, as OpenRouter's package writes it."),
      data_collection: z.enum(["allow", "deny"]).optional(),
      max_price: z.looseObject({}).optional().describe("The most per million tokens, by kind."),
    })
    .optional()
    .describe("Which endpoints may serve, and in which order."),
  max_surcharge: Usd.optional().describe("Refuse rather than pay an app more than this for the call."),
  cache: z
    .union([
      z.boolean(),
      z.looseObject({ ttl: z.int().min(1).max(MAX_CACHE_SECONDS).optional(), refresh: z.boolean().optional() }),
    ])
    .optional()
    .describe("Whether the same answer may be given again, for how many seconds, or is to be made anew."),
  session_id: z.string().optional().describe("Calls with the same value prefer the same endpoint."),
};

export const For = {
  user: z.string().optional().describe("Your name for the end user; usage is added up by it."),
  metadata: z.looseObject({}).optional().describe("tenant and feature in it are added up too."),
};

export const ChatRequest = z.looseObject({
  model: Model,
  messages: z.array(z.looseObject({ role: z.string() })).min(1),
  stream: z.boolean().optional(),
  max_tokens: z.int().min(1).optional(),
  modalities: z
    .array(z.enum(["text", "image", "audio"]))
    .optional()
    .describe("With image, a model that gives pictures has them in the message's images."),
  ...Routing,
  ...For,
});
export const ResponsesRequest = z.looseObject({
  model: Model,
  input: z.union([z.string(), z.array(z.unknown())]),
  stream: z.boolean().optional(),
  store: z.boolean().optional().describe("true keeps the response for three days. Default false, unlike at OpenAI."),
  previous_response_id: z.string().optional().describe("A kept response that this one carries on."),
  max_output_tokens: z.int().min(1).optional(),
  ...Routing,
  ...For,
});
export const MessagesRequest = z.looseObject({
  model: Model,
  messages: z.array(z.looseObject({ role: z.string() })).min(1),
  max_tokens: z.int().min(1),
  stream: z.boolean().optional(),
  ...Routing,
});
export const GeminiRequest = z.looseObject({
  contents: z.array(z.looseObject({})),
  generationConfig: z.looseObject({}).optional(),
});
export const EmbeddingsRequest = z.looseObject({
  model: Model,
  input: z.union([z.string(), z.array(z.unknown())]),
  ...For,
});

export const Usage = z.looseObject({
  cost: z
    .number()
    .nullish()
    .describe("What the call was charged, in USD; null while a unit has no price and an operator has to supply it."),
});

export const ChatReply = z.looseObject({
  id: z.string().describe("gen-…, which the receipt is found by."),
  object: z.literal("chat.completion"),
  model: z.string(),
  choices: z.array(z.looseObject({ message: z.looseObject({ role: z.string() }) })),
  usage: Usage,
});
export const ResponsesReply = z.looseObject({
  id: z.string(),
  object: z.literal("response"),
  output: z.array(z.unknown()),
});
export const MessagesReply = z.looseObject({
  id: z.string(),
  type: z.literal("message"),
  content: z.array(z.unknown()),
});
export const GeminiReply = z.looseObject({ candidates: z.array(z.looseObject({})) });
export const EmbeddingsReply = z.looseObject({ object: z.literal("list"), data: z.array(z.looseObject({})) });
export const CountReply = z.looseObject({ input_tokens: z.int() });

export const QuoteReply = z.object({
  data: z.looseObject({
    model: z.string(),
    worst_case: z.looseObject({}).describe("The most the call could cost, leg by leg."),
    admitted: z.boolean().describe("Whether it would be admitted now."),
  }),
});

const ModelEntry = z.looseObject({
  id: z.string(),
  name: z.string(),
  context_length: z.int(),
  pricing: z.looseObject({}).nullable().describe("USD per token at the cheapest endpoint, as exact decimal text."),
});
export const ModelList = z.looseObject({ object: z.literal("list"), data: z.array(ModelEntry) });
export const OneModel = ModelEntry;
export const Endpoints = z.object({
  data: z.looseObject({
    id: z.string(),
    endpoints: z
      .array(z.looseObject({}))
      .describe("Cheapest first, by the prices of input and output together or of the piece; then by name."),
  }),
});
export const Count = z.object({ data: z.object({ count: z.int() }) });
export const ManyData = z.looseObject({ data: z.array(z.looseObject({})) });
export const OneData = z.looseObject({ data: z.looseObject({}) });
export const KeySet = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string() })) });
export const NewKey = z.looseObject({
  name: z.string(),
  limit: z.number().nullable().optional().describe("The most it may spend, in USD."),
  limit_reset: z.enum(["daily", "weekly", "monthly"]).nullable().optional(),
});

export const ApiError = z.object({
  error: z.looseObject({
    code: z.string().describe("What to switch on; see the error catalogue."),
    message: z.string().describe("A sentence that says what to do."),
    type: z.string(),
    param: z.string().nullable(),
    metadata: z.looseObject({}),
  }),
});

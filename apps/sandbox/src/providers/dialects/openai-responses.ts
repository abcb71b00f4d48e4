import { z } from "zod";
import { ChatRequest } from "../chat-request.ts";
import type { Dialect } from "./dialect.ts";
import { response, responseStatus } from "./response-object.ts";
import { ResponsesWriter } from "./responses-writer.ts";

const Part = z.looseObject({ type: z.string(), text: z.string().optional() });
const Content = z.union([z.string(), z.array(Part)]);
const Item = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  content: Content.optional(),
  name: z.string().optional(),
  arguments: z.string().optional(),
  output: Content.optional(),
});

/** Members outside this list are refused, as the vendor refuses them. */
const ResponsesRequest = z.strictObject({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(Item)]),
  instructions: z.string().nullish(),
  max_output_tokens: z.number().int().min(1).nullish(),
  stream: z.boolean().nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish() }).nullish(),
  tools: z
    .array(
      z.looseObject({
        type: z.string(),
        name: z.string().optional(),
        description: z.string().nullish(),
        parameters: z.unknown().optional(),
      }),
    )
    .nullish(),
  tool_choice: z.union([z.string(), z.looseObject({ name: z.string().optional() })]).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  text: z
    .looseObject({ format: z.looseObject({ type: z.string(), schema: z.unknown().optional() }).optional() })
    .nullish(),
  ...Object.fromEntries(
    "background conversation include max_tool_calls metadata previous_response_id prompt prompt_cache_key prompt_cache_retention safety_identifier service_tier store stream_options temperature top_logprobs top_p truncation user"
      .split(" ")
      .map((name) => [name, z.unknown().optional()]),
  ),
});
type ResponsesRequest = z.infer<typeof ResponsesRequest>;

function toChat(request: ResponsesRequest): unknown {
  const { model, stream, instructions, input, text, tool_choice: choice } = request;
  const system = instructions ? [{ role: "system", content: instructions }] : [];
  const format = text?.format;
  return {
    model,
    stream,
    max_tokens: request.max_output_tokens,
    reasoning_effort: request.reasoning?.effort,
    messages: [
      ...system,
      ...(typeof input === "string" ? [{ role: "user", content: input }] : input.flatMap(toMessage)),
    ],
    tools: request.tools?.map(({ type, name, description, parameters }) => ({
      type,
      function: name === undefined ? undefined : { name, description: description ?? undefined, parameters },
    })),
    tool_choice: typeof choice === "object" && choice !== null ? { function: { name: choice.name ?? "" } } : choice,
    parallel_tool_calls: request.parallel_tool_calls,
    response_format: format && { type: format.type, json_schema: { schema: format.schema } },
  };
}

function toMessage(item: z.infer<typeof Item>): unknown[] {
  switch (item.type) {
    case "function_call":
      return [
        { role: "assistant", tool_calls: [{ function: { name: item.name ?? "", arguments: item.arguments ?? "" } }] },
      ];
    case "function_call_output":
      return [{ role: "tool", content: item.output ?? "" }];
    case "reasoning":
      return [];
    default:
      return [{ role: item.role ?? "user", content: item.content ?? "" }];
  }
}

/** Source: https://platform.openai.com/docs/api-reference/responses */
export const openAiResponses: Dialect = {
  name: "openai-responses",
  path: /^\/v1\/responses$/,
  address: () => ({}),
  request: ResponsesRequest.transform(toChat).pipe(ChatRequest),
  credentialHeader: "authorization",
  refusal: ({ body }) => ({ body }),
  whole: (call, usage) => {
    const [choice] = call.reply.choices;
    return response(call, { choice, usage, status: responseStatus(choice?.finishReason ?? "stop") });
  },
  stream: (call) => new ResponsesWriter(call),
};

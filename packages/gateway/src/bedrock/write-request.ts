import type { AnswerFormat, Conversation, Part, ToolChoice } from "../conversation/conversation.ts";
import { mediaFormat } from "../conversation/media.ts";
import type { RequestNeeds } from "../conversation/request-needs.ts";
import { objectIn, parseJson, present } from "../json-fields.ts";
import { structuresOnBedrock, topKField } from "./abilities.ts";
import { bedrockThinking } from "./reasoning.ts";

const CACHE_POINT = { cachePoint: { type: "default" } };

/** Writes a conversation as a request of Converse; model and streaming stand in the address. */
export function writeBedrockRequest(conversation: Conversation, needs: RequestNeeds): Record<string, unknown> {
  const { settings, tools, system } = conversation;
  const thinking = bedrockThinking(needs.model, settings.reasoning, needs.maxOutputTokens);
  const topK = settings.topK === null ? null : topKField(needs.model, settings.topK);
  return present({
    system: system.length === 0 ? null : system.flatMap(writeBlocks),
    messages: conversation.turns.map(({ role, parts }) => ({ role, content: parts.flatMap(writeBlocks) })),
    inferenceConfig: present({
      maxTokens: needs.maxOutputTokens,
      temperature: settings.temperature,
      topP: settings.topP,
      stopSequences: settings.stop.length > 0 ? settings.stop : null,
    }),
    additionalModelRequestFields: thinking === null && topK === null ? null : { ...thinking, ...topK },
    outputConfig: settings.format?.kind === "schema" ? writeFormat(settings.format) : null,
    toolConfig:
      tools.length === 0 || conversation.toolChoice?.kind === "none"
        ? null
        : present({
            tools: tools.flatMap((tool) => writeTool(tool, needs.model)),
            toolChoice: writeToolChoice(conversation.toolChoice),
          }),
  });
}

/** The schema goes as text. Source: Amazon Bedrock API reference, OutputFormat and JsonSchemaDefinition. */
function writeFormat({ name, schema }: Extract<AnswerFormat, { kind: "schema" }>): Record<string, unknown> {
  const jsonSchema = { name, schema: JSON.stringify(schema) };
  return { textFormat: { type: "json_schema", structure: { jsonSchema } } };
}

function writeTool({ name, description, parameters, strict, cache }: Conversation["tools"][number], model: string) {
  const json = Object.keys(parameters).length === 0 ? { type: "object" } : parameters;
  const isStrict = strict === true && structuresOnBedrock(model) ? true : null;
  const spec = { toolSpec: present({ name, description, inputSchema: { json }, strict: isStrict }) };
  return cache ? [spec, CACHE_POINT] : [spec];
}

function writeToolChoice(choice: ToolChoice | null): Record<string, unknown> | null {
  if (choice === null) return null;
  if (choice.kind === "tool") return { tool: { name: choice.name } };
  return choice.kind === "required" ? { any: {} } : { auto: {} };
}

function writeBlocks(part: Part): Record<string, unknown>[] {
  const block = writeBlock(part);
  if (block === null) return [];
  return part.cache ? [block, CACHE_POINT] : [block];
}

function writeBlock(part: Part): Record<string, unknown> | null {
  switch (part.kind) {
    case "text":
      return part.text === "" ? null : { text: part.text };
    case "image":
      if (part.source.kind === "url") return null;
      return { image: { format: mediaFormat(part.source.mediaType), source: { bytes: part.source.base64 } } };
    case "file":
      if (part.source.kind === "url") return null;
      return {
        document: {
          format: part.source.mediaType === "text/plain" ? "txt" : mediaFormat(part.source.mediaType),
          name: documentName(part.name),
          source: { bytes: part.source.base64 },
        },
      };
    case "tool_call":
      return { toolUse: { toolUseId: part.id, name: part.name, input: objectIn(parseJson(part.arguments)) } };
    case "tool_result":
      return {
        toolResult: {
          toolUseId: part.callId,
          content: part.parts.map(writeBlock).filter((block) => block !== null),
          ...(part.isError ? { status: "error" } : {}),
        },
      };
    case "reasoning":
      if (part.signature === null) return null;
      return { reasoningContent: { reasoningText: { text: part.text, signature: part.signature } } };
    case "redacted_reasoning":
      return { reasoningContent: { redactedContent: part.data } };
    case "audio":
      return null;
  }
}

/** Converse takes letters, digits, single spaces, hyphens and brackets in a name, and no dots. */
function documentName(name: string | null): string {
  const plain = (name ?? "document").replace(/[^\w\s()[\]-]/g, "-").replace(/_|\s+/g, " ");
  return plain.trim() === "" ? "document" : plain.trim();
}

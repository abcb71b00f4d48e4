import type { AnswerFormat, Conversation, Part, ReasoningWish, ToolChoice } from "../conversation/conversation.ts";
import { ConversationDraft, GATEWAY_MEMBERS, NO_SETTINGS } from "../conversation/conversation-draft.ts";
import { readFileData, readMediaUrl } from "../conversation/media.ts";
import { readContent } from "../conversation/read-content.ts";
import { isEffort, readVerbosity } from "../conversation/reasoning-budget.ts";
import { readMark } from "../conversation/signed-thinking.ts";
import { countIn, type JsonObject, numberIn, objectIn, objectsIn, textIn, textsIn } from "../json-fields.ts";
import { PICTURE_TOOL } from "../priced-apart.ts";
import { flatName } from "./namespaces.ts";

const KNOWN: ReadonlySet<string> = new Set([
  ...GATEWAY_MEMBERS,
  "input",
  "instructions",
  "max_output_tokens",
  "temperature",
  "top_p",
  "top_logprobs",
  "include",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "text",
  "reasoning",
  "store",
  "truncation",
  "user",
  "safety_identifier",
  "stream_options",
  "prompt_cache_retention",
  "client_metadata",
]);

/** Reads a request of the responses API. Source: https://platform.openai.com/docs/api-reference/responses/create */
export function readResponsesConversation(body: JsonObject): Conversation {
  const draft = new ConversationDraft();
  draft.unknownMembers(body, KNOWN);
  if (body.truncation !== undefined && body.truncation !== "disabled")
    draft.unknownIfSet("truncation", body.truncation);
  if (textIn(body.instructions)) draft.system.push({ kind: "text", text: textIn(body.instructions) ?? "" });
  if (typeof body.input === "string") draft.add("user", [{ kind: "text", text: body.input }]);
  objectsIn(body.input).forEach((item, index) => {
    readItem(item, draft, `input[${index}]`);
  });
  for (const tool of objectsIn(body.tools)) readTool(tool, draft, null);
  draft.toolChoice = readToolChoice(body.tool_choice, draft);
  const logprobs = textsIn(body.include).includes("message.output_text.logprobs");
  draft.settings = {
    ...NO_SETTINGS,
    temperature: numberIn(body.temperature),
    topP: numberIn(body.top_p),
    logprobs: logprobs ? (countIn(body.top_logprobs) ?? 0) : null,
    format: readFormat(objectIn(objectIn(body.text).format)),
    reasoning: readReasoning(objectIn(body.reasoning)),
    verbosity: readVerbosity(objectIn(body.text).verbosity),
    parallelTools: typeof body.parallel_tool_calls === "boolean" ? body.parallel_tool_calls : null,
    user: textIn(body.user),
    pictures: draft.pictures,
  };
  return draft.finish();
}

/** A namespace's functions stand beside the others under the namespace's name and their own. */
function readTool(tool: JsonObject, draft: ConversationDraft, namespace: string | null): void {
  if (tool.type === "namespace" && namespace === null) {
    for (const inner of objectsIn(tool.tools)) readTool(inner, draft, textIn(tool.name));
    return;
  }
  if (tool.type === PICTURE_TOOL) readPictureTool(tool, draft);
  else if (tool.type !== "function") draft.unknown(`tools of type ${String(tool.type)}`);
  else
    draft.tools.push({
      name: flatName(namespace, textIn(tool.name) ?? ""),
      description: textIn(tool.description),
      parameters: objectIn(tool.parameters),
      strict: typeof tool.strict === "boolean" ? tool.strict : null,
    });
}

/** The tool beside words, as another vendor's model does the same by itself. What it is told of the picture has no place elsewhere. */
function readPictureTool(tool: JsonObject, draft: ConversationDraft): void {
  draft.unknownMembers(tool, new Set(["type"]), "tools.image_generation.");
  draft.pictures = { words: true, aspectRatio: null, size: null };
}

function readItem(item: JsonObject, draft: ConversationDraft, path: string): void {
  const type = item.type ?? (item.role === undefined ? undefined : "message");
  switch (type) {
    case "message": {
      const parts = readContent(item.content, { readPart, draft, path });
      if (item.role === "system" || item.role === "developer") draft.system.push(...parts);
      else draft.add(item.role === "assistant" ? "assistant" : "user", parts);
      return;
    }
    case "function_call":
      draft.add("assistant", [
        {
          kind: "tool_call",
          id: textIn(item.call_id) ?? "",
          name: flatName(textIn(item.namespace), textIn(item.name) ?? ""),
          arguments: textIn(item.arguments) || "{}",
          signature: null,
        },
      ]);
      return;
    case "function_call_output": {
      const parts = readContent(item.output, { readPart, draft, path });
      draft.add("user", [{ kind: "tool_result", callId: textIn(item.call_id) ?? "", parts, isError: false }]);
      return;
    }
    case "reasoning":
      draft.add("assistant", readReasoningItem(item));
      return;
    default:
      draft.unknown(`${path} of type ${String(type)}`);
  }
}

function readReasoningItem(item: JsonObject): Part[] {
  const sealed = textIn(item.encrypted_content);
  const texts = [...objectsIn(item.content), ...objectsIn(item.summary)].map((part) => textIn(part.text) ?? "");
  // Another vendor's signature holds for the very text it was given for.
  if (sealed !== null && readMark(sealed)?.kind === "s")
    return [{ kind: "reasoning", text: texts.join(""), signature: sealed }];
  if (sealed !== null) return [{ kind: "redacted_reasoning", data: sealed }];
  return texts.filter((text) => text !== "").map((text) => ({ kind: "reasoning", text, signature: null }));
}

function readPart(part: JsonObject): Part | null {
  switch (part.type) {
    case "input_text":
    case "output_text":
    case "text":
      return { kind: "text", text: textIn(part.text) ?? "" };
    case "refusal":
      return { kind: "text", text: textIn(part.refusal) ?? "" };
    case "input_image": {
      const url = textIn(part.image_url);
      return url === null ? null : { kind: "image", source: readMediaUrl(url), detail: textIn(part.detail) };
    }
    case "input_file": {
      const url = textIn(part.file_data) ?? textIn(part.file_url);
      return url === null ? null : { kind: "file", source: readFileData(url), name: textIn(part.filename) };
    }
    default:
      return null;
  }
}

function readToolChoice(choice: unknown, draft: ConversationDraft): ToolChoice | null {
  if (choice === undefined || choice === null) return null;
  if (choice === "auto" || choice === "none" || choice === "required") return { kind: choice };
  const { type, name } = objectIn(choice);
  if (type === PICTURE_TOOL) return null;
  if (type === "function" && textIn(name) !== null) return { kind: "tool", name: textIn(name) ?? "" };
  draft.unknownIfSet("tool_choice", choice);
  return null;
}

function readFormat(format: JsonObject): AnswerFormat | null {
  if (format.type === "json_object") return { kind: "json" };
  if (format.type !== "json_schema") return null;
  const strict = typeof format.strict === "boolean" ? format.strict : null;
  return { kind: "schema", name: textIn(format.name) ?? "answer", schema: objectIn(format.schema), strict };
}

function readReasoning(reasoning: JsonObject): ReasoningWish | null {
  const shown = typeof (reasoning.summary ?? reasoning.generate_summary) === "string";
  if (isEffort(reasoning.effort)) return { effort: reasoning.effort, budgetTokens: null, shown };
  return shown ? { effort: null, budgetTokens: null, shown } : null;
}

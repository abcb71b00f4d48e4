import { audioSeconds } from "../audio-seconds.ts";
import type { InferenceRequest, ReadRequestResult } from "../inference-request.ts";
import { isRecord } from "../is-record.ts";
import { parseJson } from "../json-fields.ts";
import { type MultipartForm, readForm } from "../multipart-form.ts";
import { InvalidParam } from "../read-preferences.ts";
import { readBody, readCommon } from "../read-request.ts";
import type { AddressedModel } from "../read-surface-request.ts";
import { SERVICES, type ServiceName } from "./services.ts";

/** What came beside a body. */
export interface RequestEnvelope {
  readonly address: AddressedModel | null;
  readonly contentType: string | null;
}

/** Reads a request of a service, as far as routing, holding and metering need it. */
export function readServiceRequest(
  surface: ServiceName,
  bytes: Buffer,
  { address, contentType }: RequestEnvelope,
): ReadRequestResult {
  if (surface === "openai-transcriptions") return readFormRequest(surface, bytes, contentType);
  return readBody(bytes, (raw, parsed) => understand(surface, raw, address ? { ...parsed, ...address } : parsed));
}

function understand(surface: ServiceName, bytes: Buffer, body: Record<string, unknown>): InferenceRequest {
  const common = readCommon(bytes, body);
  const service = SERVICES[surface];
  if (common.stream && service.streams === false)
    throw new InvalidParam("stream", "`stream` cannot be used here: the answer comes in one piece.");
  const includeUsage = isRecord(body.stream_options) && body.stream_options.include_usage === true;
  return { ...common, ...service.understand(body, bytes.length), surface, includeUsage };
}

/** The fields of a form are read as the members of a body are; what is no text there is JSON here. */
function readFormRequest(surface: ServiceName, bytes: Buffer, contentType: string | null): ReadRequestResult {
  const form = readForm(bytes, contentType ?? "");
  if (form === null)
    return {
      kind: "invalid_request",
      param: "Content-Type",
      message: "Send the recording as a file of a form, with `Content-Type: multipart/form-data`.",
    };
  // Nothing is spliced: the form is written anew around the same file.
  const fields = Buffer.from(JSON.stringify(fieldsOf(form)));
  const read = readBody(fields, (raw, body) => understand(surface, raw, body));
  return read.kind === "request" ? { kind: "request", request: { ...read.request, form } } : read;
}

/** Fields that are no texts. */
const JSON_FIELDS: ReadonlySet<string> = new Set(["provider", "models", "stream"]);

function fieldsOf({ parts }: MultipartForm): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const { name, fileName, content } of parts) {
    if (name === "file") fields.file = { name: fileName, bytes: content.length, seconds: audioSeconds(content) };
    else if (JSON_FIELDS.has(name)) fields[name] = parseJson(content.toString("utf8"));
    else fields[name] = content.toString("utf8");
  }
  return fields;
}

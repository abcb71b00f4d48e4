import type { ReadRequestResult } from "../inference-request.ts";
import { isRecord } from "../is-record.ts";
import { InvalidParam } from "../read-preferences.ts";
import { readBody, readCommon } from "../read-request.ts";
import type { AddressedModel } from "../read-surface-request.ts";
import { SERVICES, type ServiceName } from "./services.ts";

/** Reads a request of a service, as far as routing, holding and metering need it. */
export function readServiceRequest(
  surface: ServiceName,
  bytes: Buffer,
  address: AddressedModel | null,
): ReadRequestResult {
  return readBody(bytes, (raw, parsed) => {
    const body = address ? { ...parsed, ...address } : parsed;
    const common = readCommon(raw, body);
    const service = SERVICES[surface];
    if (common.stream && !service.streams)
      throw new InvalidParam("stream", "`stream` cannot be used here: the answer comes in one piece.");
    const bounds = service.understand(body, raw.length);
    const includeUsage = isRecord(body.stream_options) && body.stream_options.include_usage === true;
    return { ...common, ...bounds, surface, includeUsage, leftOut: [] };
  });
}

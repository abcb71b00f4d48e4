import type { ErrorDetails } from "@tollgate/gateway/error-details";
import { errorBody, errorStatus, type GatewayErrorCode } from "@tollgate/gateway/errors";
import { type AskedSurface, isService, SERVICES } from "@tollgate/gateway/services/services";
import { SURFACES } from "@tollgate/gateway/surfaces";

export interface RefusalExtras {
  readonly details?: ErrorDetails;
  /** Machine-readable facts for `error.metadata`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Extra response headers, flat. */
  readonly headers?: readonly string[];
  /** Status when it is not the catalogue's, as for a provider's own 4xx. */
  readonly status?: number;
}

/** An answer that is an error of the catalogue. Thrown anywhere on the request path and sent in one place. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: GatewayErrorCode;
  readonly extras: RefusalExtras;

  constructor(code: GatewayErrorCode, extras: RefusalExtras = {}) {
    super(code);
    this.code = code;
    this.extras = extras;
  }

  get status(): number {
    return this.extras.status ?? errorStatus(this.code);
  }

  /** JSON of the body as OpenAI's clients take it. */
  body(): string {
    return this.bodyFor("openai-chat");
  }

  /** JSON of the body with the status as its code, and the code of the catalogue in the metadata. */
  numberedBody(): string {
    const { error } = errorBody(this.code, this.extras.details, this.extras.metadata);
    const metadata = { ...error.metadata, error_code: error.code };
    return JSON.stringify({ error: { ...error, code: this.status, metadata } });
  }

  /** JSON of the body for callers of a surface. */
  bodyFor(surface: AskedSurface): string {
    const { error } = errorBody(this.code, this.extras.details, this.extras.metadata);
    const asked = isService(surface) ? SERVICES[surface] : SURFACES[surface];
    return JSON.stringify(asked.error(error, this.status));
  }
}

/** Whole seconds, at least one, as `Retry-After` takes them. */
export function retryAfterHeader(ms: number): { readonly seconds: number; readonly headers: readonly string[] } {
  const seconds = Number.isFinite(ms) ? Math.max(1, Math.ceil(ms / 1000)) : 1;
  return { seconds, headers: ["retry-after", String(seconds)] };
}

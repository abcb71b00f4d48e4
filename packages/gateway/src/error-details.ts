/** Values an error message may name. Amounts are exact USD texts. */
export interface ErrorDetails {
  readonly param?: string | null;
  readonly message?: string;
  readonly url?: string;
  readonly model?: string;
  readonly available?: string;
  readonly missing?: string;
  readonly limit?: string;
  readonly scope?: string;
  readonly topUpUrl?: string;
  readonly retryAfterSeconds?: number;
  readonly path?: string;
  readonly method?: string;
  readonly maxBytes?: number;
  readonly surcharge?: string;
  readonly appId?: string;
  /** Where a request came from. */
  readonly address?: string;
  readonly generationId?: string;
  /** When a limit starts over, ISO 8601; left out for one that never does. */
  readonly resetsAt?: string;
}

export type StripeErrorInput = {
  status: number;
  message: string;
  type?: "invalid_request_error" | "idempotency_error" | "api_error";
  code?: string;
  param?: string;
};

/** A refusal in the shape of Stripe's error object. */
export class StripeApiError extends Error {
  readonly status: number;
  readonly body: { error: Record<string, string> };

  constructor(input: StripeErrorInput) {
    super(input.message);
    this.status = input.status;
    this.body = {
      error: {
        ...(input.code === undefined
          ? {}
          : { code: input.code, doc_url: `https://stripe.com/docs/error-codes/${input.code}` }),
        message: input.message,
        ...(input.param === undefined ? {} : { param: input.param }),
        type: input.type ?? "invalid_request_error",
      },
    };
  }
}

/** The 404 for an id that does not exist, worded as Stripe words it. */
export function noSuch(object: string, id: string): StripeApiError {
  const message = `No such ${object}: '${id}'`;
  return new StripeApiError({ status: 404, message, code: "resource_missing", param: "id" });
}

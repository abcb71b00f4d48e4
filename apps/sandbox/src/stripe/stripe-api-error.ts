export type StripeErrorInput = {
  status: number;
  message: string;
  type?: "invalid_request_error" | "idempotency_error" | "api_error" | "card_error";
  code?: string;
  declineCode?: string;
  param?: string;
  /** Objects that explain the refusal, such as the payment intent that was declined. */
  about?: Record<string, unknown>;
};

/** A refusal in the shape of Stripe's error object. */
export class StripeApiError extends Error {
  readonly status: number;
  readonly body: { error: Record<string, unknown> };

  constructor(input: StripeErrorInput) {
    super(input.message);
    this.status = input.status;
    this.body = {
      error: {
        ...(input.code === undefined
          ? {}
          : { code: input.code, doc_url: `https://stripe.com/docs/error-codes/${input.code}` }),
        ...(input.declineCode === undefined ? {} : { decline_code: input.declineCode }),
        message: input.message,
        ...(input.param === undefined ? {} : { param: input.param }),
        ...input.about,
        type: input.type ?? "invalid_request_error",
      },
    };
  }
}

/** The refusal of an id that does not exist, worded as Stripe words it. */
export function noSuch(object: string, id: string, param = "id"): StripeApiError {
  const message = `No such ${object}: '${id}'`;
  return new StripeApiError({ status: param === "id" ? 404 : 400, message, code: "resource_missing", param });
}

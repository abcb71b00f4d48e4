import { type ErrorCode, MarketplaceError } from "@tollgate/marketplace/errors";
import { inputError } from "@tollgate/marketplace/parse-input";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

/** The one place where a verb's refusal gets a tRPC code; a code without a line here does not compile. */
const TRPC_CODES = {
  invalid_input: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  precondition_failed: "PRECONDITION_FAILED",
  too_many_requests: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

const UNEXPECTED = "Something went wrong on our side. Try again in a moment.";

/** Explains a failed procedure. What is not a refusal keeps its cause for the log and shows nothing of it. */
export function toTrpcError(error: TRPCError): TRPCError {
  const { cause } = error;
  if (cause instanceof MarketplaceError) return refused(cause);
  if (cause instanceof ZodError) return refused(inputError(cause));
  if (error.code !== "INTERNAL_SERVER_ERROR") return error;
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: UNEXPECTED, cause });
}

function refused(refusal: MarketplaceError): TRPCError {
  return new TRPCError({ code: TRPC_CODES[refusal.code], message: refusal.message, cause: refusal });
}

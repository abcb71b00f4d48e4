import "server-only";
import { TRPCError } from "@trpc/server";
import { notFound, redirect } from "next/navigation";

/** What an address names, or the page that says there is nothing: an id nobody has and one of another workspace look the same. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  return await asked.catch((error: unknown) => {
    if (error instanceof TRPCError && (error.code === "NOT_FOUND" || error.code === "BAD_REQUEST")) notFound();
    throw error;
  });
}

/** The answer for whoever is signed in. A session may outlive its account: such a visitor signs in again. */
export async function orSignIn<T>(asked: Promise<T>): Promise<T> {
  return await asked.catch((error: unknown) => {
    if (error instanceof TRPCError && error.code === "UNAUTHORIZED") redirect("/sign-in");
    throw error;
  });
}

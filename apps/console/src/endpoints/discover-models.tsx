"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { List } from "lucide-react";
import type { MouseEvent } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { enteredCredential } from "./entered-credential.ts";

type Props = {
  workspaceId: string;
  /** How many were found; `null` before anybody asked. */
  found: number | null;
  onFound: (models: readonly string[]) => void;
};

/** Asks the API that the form describes which models it has, so that a name need not be typed. */
export function DiscoverModels({ workspaceId, found, onFound }: Props) {
  const trpc = useTRPC();
  const ask = useMutation(
    trpc.endpoints.discoverModels.mutationOptions({ onSuccess: ({ models }) => onFound(models) }),
  );

  function discover(event: MouseEvent<HTMLButtonElement>) {
    const { form } = event.currentTarget;
    if (!form) return;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    ask.mutate({
      workspaceId,
      baseUrl: text("baseUrl"),
      dialect: text("dialect"),
      credential: enteredCredential(data),
    });
  }

  const problem = ask.error ? problemOf(ask.error) : ask.data?.problem;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 sm:col-span-2">
      <Button size="sm" busy={ask.isPending} onClick={discover}>
        <List aria-hidden="true" /> List its models
      </Button>
      <p role="status" className={problem ? "text-critical-text text-sm" : "text-ink-muted text-sm"}>
        {problem ?? (found === null ? "With the address and key above." : foundWords(found))}
      </p>
    </div>
  );
}

function foundWords(count: number): string {
  return count === 1
    ? "It has one model; its name is entered."
    : `It has ${count} models. Choose one as its name in your API.`;
}

function problemOf(error: Parameters<typeof formErrorsOf>[0]): string {
  const errors = formErrorsOf(error, ["baseUrl", "credential", "dialect"]);
  return errors.baseUrl ?? errors.credential ?? errors.dialect ?? errors.form ?? "It could not be asked.";
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Check = Outputs["operator"]["checkChainHead"];

/** Compares a head that was noted outside with the chain as it is, every link computed anew. */
export function CheckHead() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});
  const [check, setCheck] = useState<Check | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [position, hash] = [String(form.get("position") ?? ""), String(form.get("hash") ?? "")];
    setBusy(true);
    setErrors({});
    setCheck(null);
    try {
      setCheck(await queries.fetchQuery(trpc.operator.checkChainHead.queryOptions({ position, hash })));
    } catch (error) {
      setErrors(formErrorsOf(error, ["position", "hash"]));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Card>
      <CardHeader title="Check a noted head" hint="Every link up to it is computed anew from the journals." />
      <CardBody>
        <form noValidate onSubmit={submit} className="flex flex-col gap-4">
          {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
          <Field label="Position" error={errors.position} required>
            <Input name="position" inputMode="numeric" autoComplete="off" />
          </Field>
          <Field label="SHA-256" error={errors.hash} required>
            <Input name="hash" autoComplete="off" spellCheck={false} className="font-mono" />
          </Field>
          <div>
            <Button type="submit" busy={busy}>
              Check
            </Button>
          </div>
          <div aria-live="polite" className="empty:hidden">
            {check ? <Verdict check={check} /> : null}
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

function Verdict({ check }: { check: Check }) {
  if (check.verdict === "unchanged")
    return <Notice tone="positive">Nothing up to this head was changed since it was noted.</Notice>;
  if (check.verdict === "missing")
    return <Notice tone="critical">The chain is shorter than that now: journals were removed.</Notice>;
  return (
    <Notice tone="critical">
      This is not the head that was noted: history was changed
      {check.brokenAt ? `, and the chain does not verify from position ${check.brokenAt} on` : " and linked anew"}.
    </Notice>
  );
}

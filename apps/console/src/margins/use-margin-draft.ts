"use client";

import { useState } from "react";
import type { MarginTerms } from "./describe-margin.ts";
import { draftOf, type MarginDraft, readDraft, sameMargin } from "./margin-draft.ts";

/**
 * A margin while it is written. `draft` is what the fields say now; `models` are the models with terms of their own and what their fields
 * began with.
 */
export function useMarginDraft(inForce: MarginTerms | null) {
  const [published] = useState(() => draftOf(inForce));
  const [models, setModels] = useState(published.overrides);
  const [draft, setDraft] = useState<MarginDraft>(published);
  return {
    published,
    models,
    draft,
    changed: !sameMargin(draft, published),
    read(form: FormData) {
      setDraft(
        readDraft(
          form,
          models.map(({ modelId }) => modelId),
        ),
      );
    },
    /** A model's own terms begin as those of all others. */
    addModel(modelId: string) {
      const { overrides, effectiveOn: _, sponsoredMonthlyUsd: __, ...terms } = draft;
      const start = { ...terms, modelId };
      setModels([...models, start]);
      setDraft({ ...draft, overrides: [...overrides, start] });
    },
    removeModel(modelId: string) {
      setModels(models.filter((one) => one.modelId !== modelId));
      setDraft({ ...draft, overrides: draft.overrides.filter((one) => one.modelId !== modelId) });
    },
  };
}

"use client";

import { useState } from "react";
import type { MarginTerms } from "./describe-margin.ts";
import { draftOf, type MarginDraft, readDraft, sameMargin } from "./margin-draft.ts";

/**
 * A margin while it is written. `draft` is what the fields say now; `models` are the models with terms of their own and what their fields
 * began with.
 * @param proposed what the fields start with in place of the margin in force.
 */
export function useMarginDraft(inForce: MarginTerms | null, proposed: MarginDraft | null = null) {
  const [published] = useState(() => draftOf(inForce));
  const [start] = useState(proposed ?? published);
  const [models, setModels] = useState(start.overrides);
  const [draft, setDraft] = useState<MarginDraft>(start);
  return {
    start,
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

import type { FinderItem } from "@tollgate/ui/finder";
import { Boxes } from "lucide-react";
import type { FinderSource } from "./finder-fault.ts";

/** As many models as a finder offers. */
export const MODELS_OFFERED = 500;

export function modelItems(models: readonly { id: string; name: string }[] = []): FinderItem[] {
  return models.map(({ id, name }) => ({
    id: `/models/${id}`,
    label: name,
    keywords: id,
    detail: id,
    icon: Boxes,
    group: "Models",
  }));
}

/** The list of models, as something a finder may have failed to fetch. */
export function modelSource(models: { isError: boolean; isFetching: boolean; refetch: () => void }): FinderSource {
  return {
    name: "The list of models",
    hasFailed: models.isError && !models.isFetching,
    onRetry: () => models.refetch(),
  };
}

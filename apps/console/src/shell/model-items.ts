import type { FinderItem } from "@tollgate/ui/finder";
import { Boxes } from "lucide-react";

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

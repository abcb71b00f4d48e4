import { listApiErrors as list, type ApiErrorView as View } from "@tollgate/marketplace/inference/list-api-errors";

export type ApiErrorView = View;

/** Every error of the inference API, for its documentation. */
export function listApiErrors(): ApiErrorView[] {
  return list();
}

/** A model's name as part of a path: its slashes stay. */
export function encodeModel(model: string): string {
  return model.split("/").map(encodeURIComponent).join("/");
}

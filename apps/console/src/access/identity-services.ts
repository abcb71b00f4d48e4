/** Other services whose accounts sign people in. */
export type IdentityService = "github" | "google";

export const SERVICE_NAMES: Readonly<Record<IdentityService, string>> = { github: "GitHub", google: "Google" };

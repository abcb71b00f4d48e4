/** How long somebody stays signed in on a device; the cookie lasts as long. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;
/** How long a sign-in waits for its second factor. */
export const AWAITING_SECONDS = 10 * 60;
/** How long a sign-in is fresh: only then may somebody change how they sign in. */
export const FRESH_SECONDS = 15 * 60;

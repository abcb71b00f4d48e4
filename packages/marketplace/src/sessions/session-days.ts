/** How long somebody stays signed in on a device; the cookie lasts as long. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;

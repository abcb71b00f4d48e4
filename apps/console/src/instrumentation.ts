/** Runs once when the server starts: a missing setting ends it now, not at the first visitor. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the bundler knows this exact expression and drops what only Node can load elsewhere.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { services } = await import("./server/services.ts");
    services();
  }
}

/** Whether a host is an address: browsers have passkeys for names only. */
export function hasNoName(hostname: string): boolean {
  return /^[\d.]+$/.test(hostname) || hostname.includes(":");
}

/** Why a passkey was not used or made, in a sentence. */
export function passkeyProblem(problem: unknown): string {
  if (problem === "no name")
    return "Passkeys need this site to have a name. On your own machine, open it as localhost in place of 127.0.0.1.";
  if (problem === "refused") return "This passkey is not known here. It may have been removed from your account.";
  const name = problem instanceof Error ? problem.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return "It was cancelled, or took too long. Try again.";
  if (name === "InvalidStateError") return "This device has a passkey for your account already.";
  if (name === "NotSupportedError" || name === "WebAuthnError") return "This browser or device has no passkeys.";
  return "Passkeys are not possible right now. Try again in a moment.";
}

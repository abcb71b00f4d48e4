import { z } from "zod";

/** What tells a code of test mode from one that a customer agreed to. */
export const TEST_CODE_PREFIX = "tgc-test-";

/** What such a code is good for, as Redis keeps it for ten minutes. */
export const TestCode = z.object({
  workspaceId: z.string(),
  appId: z.string(),
  userId: z.string(),
  codeChallenge: z.string(),
  codeChallengeMethod: z.string(),
});
export type TestCode = z.output<typeof TestCode>;

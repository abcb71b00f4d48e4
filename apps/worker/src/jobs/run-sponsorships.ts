import { runSponsorships as run } from "@tollgate/marketplace/sponsorship/run-sponsorships";
import type { Handler } from "../handler.ts";

export const runSponsorships: Handler = async ({ context }) => {
  const { returnedNano, ...counts } = await run(context);
  return { ...counts, returnedNano: `${returnedNano}` };
};

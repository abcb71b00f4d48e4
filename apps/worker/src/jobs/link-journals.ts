import { linkJournals as link } from "@tollgate/marketplace/operations/link-journals";
import type { Handler } from "../handler.ts";

export const linkJournals: Handler = async ({ context }) => ({ linked: await link(context) });

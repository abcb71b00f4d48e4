import { reprojectRecentCredit } from "@tollgate/marketplace/settlement/project-credit";
import type { Handler } from "../handler.ts";

export const reprojectCredit: Handler = async ({ context }) => ({ workspaces: await reprojectRecentCredit(context) });

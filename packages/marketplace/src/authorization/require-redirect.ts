import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { isRegistered } from "./callback-address.ts";

/** Lets a registered app have people sent to its own addresses only, so that nobody else can be given its customers' keys. */
export async function requireRedirect({ db }: Pick<Services, "db">, appId: string, callbackUrl: string): Promise<void> {
  const app = await db.prisma.app.findUnique({
    where: { id: appId },
    select: { name: true, callbackUrl: true, redirectUrls: true },
  });
  const registered = app ? [...app.redirectUrls, ...(app.callbackUrl === null ? [] : [app.callbackUrl])] : [];
  if (isRegistered(callbackUrl, registered)) return;
  throw new MarketplaceError(
    "invalid_input",
    `${app?.name ?? "This app"} has not registered the address it wants you sent back to. Its builder adds it in the app’s settings.`,
    { field: "callbackUrl" },
  );
}

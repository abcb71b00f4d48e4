import { z } from "zod";

const address = (missing: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .refine(
      (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""),
      "Enter a whole address that starts with https://, such as https://app.example.com.",
    );

/** What can be judged before asking; the API decides. An empty optional address is left out. */
export const AppDetails = z.object({
  name: z.string().trim().min(1, "Enter a name for the app.").max(80, "Use at most 80 characters."),
  url: address("Enter the app’s address."),
  description: z.string().trim().max(500, "Use at most 500 characters."),
  callbackUrl: z.union([
    z
      .string()
      .trim()
      .length(0)
      .transform(() => null),
    address(""),
  ]),
  /** One per line; whether each may be is the API's to judge. */
  redirectUrls: z
    .string()
    .default("")
    .transform((text) => text.split(/\s+/).filter(Boolean)),
});
export type AppDetails = z.output<typeof AppDetails>;

import { z } from "zod";

const base64url = (longest: number) =>
  z
    .string("The device’s answer is not whole.")
    .max(longest, "The device’s answer is too long.")
    .regex(/^[\w-]+$/, "The device’s answer is not whole.");

const Answer = {
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal("public-key", "The device’s answer is not whole."),
  clientExtensionResults: z.object({}, "The device’s answer is not whole.").default({}),
};

/** What a browser answers when a passkey was made. */
export const RegistrationAnswer = z.object(
  {
    ...Answer,
    response: z.object(
      {
        clientDataJSON: base64url(8_000),
        attestationObject: base64url(40_000),
        transports: z.array(z.string().max(40)).max(10).default([]),
      },
      "The device’s answer is not whole.",
    ),
  },
  "The device’s answer is not whole.",
);
export type RegistrationAnswer = z.input<typeof RegistrationAnswer>;

/** What a browser answers when a passkey signed. */
export const AuthenticationAnswer = z.object(
  {
    ...Answer,
    response: z.object(
      { clientDataJSON: base64url(8_000), authenticatorData: base64url(8_000), signature: base64url(8_000) },
      "The device’s answer is not whole.",
    ),
  },
  "The device’s answer is not whole.",
);
export type AuthenticationAnswer = z.input<typeof AuthenticationAnswer>;

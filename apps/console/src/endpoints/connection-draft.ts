import { z } from "zod";
import { type FormErrors, inputErrorsOf } from "../forms/form-errors.ts";
import { enteredCredential } from "./entered-credential.ts";

/** What step one must have before step two; the API judges addresses and models itself. */
const Connection = z.object({
  providerId: z.string().min(1, "Choose a provider."),
  modelId: z
    .string()
    .trim()
    .regex(/^[^\s/]+\/\S+$/, "Write the model as author/model, or choose one from the list."),
  upstreamModel: z.string().trim().min(1, "Enter the model’s name in your API."),
  dialect: z.string().min(1, "Choose which API this is."),
  baseUrl: z.string().trim().min(1, "Enter the address of the API, such as https://api.example.com/v1."),
  /** As entered in the fields of the API's own kind. */
  credential: z.string().optional(),
});

export type Connection = z.output<typeof Connection>;

/** Reads the connection fields of a form, or says what is wrong with them. */
export function readConnection(data: FormData): { connection: Connection | null; problems: FormErrors } {
  const parsed = Connection.safeParse({ ...Object.fromEntries(data), credential: enteredCredential(data) });
  return parsed.success
    ? { connection: parsed.data, problems: {} }
    : { connection: null, problems: inputErrorsOf(parsed.error) };
}

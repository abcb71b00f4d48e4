import { z } from "zod";
import { inputErrorsOf } from "../forms/form-errors.ts";
import type { Inputs } from "../trpc/outputs.ts";
import { NOT_SAID } from "./data-policy.ts";

const Count = z
  .string()
  .trim()
  .regex(/^\d*$/, "Enter a whole number, or leave the field empty.")
  .transform((text) => (text === "" ? null : Number(text)));
const Traits = z.object({
  dataPolicy: z.enum(["may_train", "no_training", "zero_retention"], "Choose what you do with requests."),
  quantization: z.union([
    z.literal(NOT_SAID).transform(() => null),
    z.enum(["int4", "int8", "fp4", "fp6", "fp8", "fp16", "bf16", "fp32"]),
  ]),
  allowsOwnKeys: z
    .literal("on")
    .optional()
    .transform((checked) => checked === "on"),
  maxConcurrency: Count,
  requestsPerMinute: Count,
  contextLength: Count,
  maxOutputTokens: Count,
});

export type TraitProblems = Partial<Record<string, string>>;
type TraitInput = Pick<
  Inputs["endpoints"]["update"],
  "dataPolicy" | "quantization" | "allowsOwnKeys" | "maxConcurrency" | "requestsPerMinute"
>;

/** Reads the fields of policy and limits, or says what is wrong with them. */
export function readTraits(data: FormData): {
  traits: (TraitInput & Pick<Inputs["endpoints"]["update"], "contextLength" | "maxOutputTokens">) | null;
  problems: TraitProblems;
} {
  const read = Traits.safeParse(Object.fromEntries(data));
  return read.success ? { traits: read.data, problems: {} } : { traits: null, problems: inputErrorsOf(read.error) };
}

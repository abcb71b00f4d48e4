/** What providers may say they do with requests, most private last, as forms offer it. */
export const DATA_POLICY_OPTIONS = [
  { value: "may_train", label: "Not stated, or used for training" },
  { value: "no_training", label: "Kept for a time, never used for training" },
  { value: "zero_retention", label: "Nothing is kept" },
] as const;

/** The same in two words, for tables; nothing for what is not stated. */
export function dataPolicyWords(policy: string): string | null {
  if (policy === "zero_retention") return "Keeps nothing";
  return policy === "no_training" ? "No training" : null;
}

export const NOT_SAID = "not-said";
export const QUANTIZATION_OPTIONS = [
  { value: NOT_SAID, label: "Not stated" },
  ...["fp32", "bf16", "fp16", "fp8", "fp6", "fp4", "int8", "int4"].map((name) => ({ value: name, label: name })),
];

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/id_number|tax_id/, "Tax or identity number"],
  [/payout_method|external_account|bank/, "Bank account for payouts"],
  [/date_of_birth|\bdob\b/, "Date of birth"],
  [/address/, "Address"],
  [/document/, "Identity document"],
  [/tos_acceptance|terms/, "Agreement to the processor’s terms"],
  [/name/, "Legal name"],
];

/** What the processor still asks for, in words; a name we do not know is shown with its dots and underscores as spaces. */
export function missingWords(requirement: string): string {
  return WORDS.find(([pattern]) => pattern.test(requirement))?.[1] ?? requirement.replaceAll(/[._]+/g, " ");
}

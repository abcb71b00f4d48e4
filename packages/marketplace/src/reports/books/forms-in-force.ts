/** SQL of the forms a country asks for in a year: what is in force on its last day, once per form. `end` is the first day of the next year. */
export function formsInForce(country: string, end: string): string {
  return `SELECT form, threshold_nano, is_above, source FROM (
      SELECT DISTINCT ON (t.form) t.* FROM tax_threshold t WHERE t.country = ${country} AND t.effective_on < '${end}'::date
          AND NOT EXISTS (SELECT 1 FROM tax_threshold_withdrawal w WHERE w.tax_threshold_id = t.id)
        ORDER BY t.form, t.effective_on DESC, t.created_at DESC) newest
    WHERE threshold_nano IS NOT NULL`;
}

/** SQL that says whether an amount reaches a form's threshold. */
export function reaches(amount: string, form: string): string {
  return `(${amount} > ${form}.threshold_nano OR ${amount} = ${form}.threshold_nano AND NOT ${form}.is_above)`;
}

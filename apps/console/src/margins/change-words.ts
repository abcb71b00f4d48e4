/** A change of a price in hundredths of a percent, in words: "3.2 % more". */
export function changeWords(hundredths: number | null): string {
  if (hundredths === null) return "–";
  if (hundredths === 0) return "the same";
  const size = Math.abs(hundredths) / 100;
  const text = size < 0.01 ? "under 0.01" : size.toFixed(2).replace(/\.?0+$/, "");
  return `${text}% ${hundredths > 0 ? "more" : "less"}`;
}

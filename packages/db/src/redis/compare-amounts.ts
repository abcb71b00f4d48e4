/** Lua: whether one amount is more than another. Decimal strings, compared digit by digit: a Lua number loses nanos above 2^53. */
export const MORE_LUA = `
local function more(a, b)
  local below_a, below_b = string.sub(a, 1, 1) == '-', string.sub(b, 1, 1) == '-'
  if below_a ~= below_b then return below_b end
  if below_a then a, b = b, a end
  if #a ~= #b then return #a > #b end
  return a > b
end
`;

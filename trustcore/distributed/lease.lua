-- Grants a part of a budget, or takes back what is not needed. Together never more than there is.
--
-- A process says what it holds, and is believed: of a grant whose reply was lost it knows nothing,
-- so that is undone. A process that dies says nothing any more, so what it held stays counted.
--
-- KEYS: the budget, the processes that may give something back.
-- ARGV: process, what it does ('lease', 'active' or 'done'), then calls, tokens, units of each:
--       what it holds, what it needs more, the most it would take, the budget (-1 for no limit);
--       seconds that a process is believed to live, seconds that the budget is kept.
-- Gives: whether it was granted, calls, tokens, units of the grant, of all that is held now, and
--       how many others may give something back.

local budget, holders = KEYS[1], KEYS[2]
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local process, does = ARGV[1], ARGV[2]
local believed, keep = tonumber(ARGV[15]), tonumber(ARGV[16])
local TOTALS = {'calls', 'tokens', 'units'}
local AHEAD = 4  -- of what is left, each process gets a quarter of its part

local function amounts(first)
  return {tonumber(ARGV[first]), tonumber(ARGV[first + 1]), tonumber(ARGV[first + 2])}
end

local held, needed, most, limits = amounts(3), amounts(6), amounts(9), amounts(12)
local known = redis.call('EXISTS', budget) == 1
local found = redis.call(
  'HMGET', budget, 'calls', 'tokens', 'units', 'settled_at', 'of:' .. process)
local old = {0, 0, 0}
if found[5] then
  local calls, tokens, units = string.match(found[5], '(%d+) (%d+) (%d+)')
  old = {tonumber(calls), tonumber(tokens), tonumber(units)}
end
local total, holds = {}, false
for i = 1, 3 do
  total[i] = tonumber(found[i] or 0) + held[i] - old[i]
  holds = holds or held[i] > 0
end
local settled_at = tonumber(found[4] or 0)
if not known and holds then
  settled_at = now + believed / 2  -- the server forgot: until then all who live say what they hold
end

redis.call('ZREMRANGEBYSCORE', holders, '-inf', now)
local others = redis.call('ZCARD', holders)
if redis.call('ZSCORE', holders, process) then others = others - 1 end

local granted, grant = 0, {0, 0, 0}
if does == 'lease' then
  granted = now < settled_at and 0 or 1
  for i = 1, 3 do
    if limits[i] >= 0 then
      local left = limits[i] - total[i]
      if left < needed[i] then granted = 0 end
      local part = math.floor(left / (AHEAD * (others + 1)))
      grant[i] = math.max(needed[i], math.min(most[i], part))
    end
  end
  if granted == 0 then grant = {0, 0, 0} end
end
for i = 1, 3 do
  held[i] = held[i] + grant[i]
  total[i] = total[i] + grant[i]
end

local function shown(number) return string.format('%.0f', number) end
redis.call('HSET', budget, 'settled_at', string.format('%.3f', settled_at),
  'calls', shown(total[1]), 'tokens', shown(total[2]), 'units', shown(total[3]),
  'of:' .. process, table.concat({shown(held[1]), shown(held[2]), shown(held[3])}, ' '))
redis.call('EXPIRE', budget, keep)
if granted == 1 or does == 'active' then
  redis.call('ZADD', holders, now + believed, process)
elseif does == 'done' then
  redis.call('ZREM', holders, process)
end
redis.call('EXPIRE', holders, keep)
if now < settled_at then others = math.max(others, 1) end
return {
  granted, shown(grant[1]), shown(grant[2]), shown(grant[3]),
  shown(total[1]), shown(total[2]), shown(total[3]), others,
}

-- Takes a call's requests and tokens of an account's limits: both, or nothing.
--
-- Each limit is a GCRA: it keeps the time at which all that was taken will have come back. Times are
-- the server's, so no two processes need to agree on one.
--
-- KEYS: the account's state, its live processes.
-- ARGV: process, forced, requests, tokens, seconds of a pause,
--       given requests, given tokens, burst, told requests, told tokens (a second; '' for none),
--       seconds that the state is kept, seconds that a process counts as live,
--       seconds by which a turn may be taken ahead.
-- Gives: whether it was taken, seconds to wait, live processes, then what holds, '' for none:
--       requests and tokens a second, burst.

local state, live = KEYS[1], KEYS[2]
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local process, forced = ARGV[1], ARGV[2] == '1'
local requests, tokens, pause = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local keep, believed, ahead = tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])

local NAMES = {'given_requests', 'given_tokens', 'burst', 'told_requests', 'told_tokens'}
local RENEW = 10
local REQUESTS_AT_ONCE, TOKENS_AT_ONCE = 0.2, 6  -- seconds' worth after a quiet time

local fields = {'back_requests', 'back_tokens', 'paused_until'}
for _, name in ipairs(NAMES) do
  fields[#fields + 1] = name
  fields[#fields + 1] = name .. '_at'
end
local found = redis.call('HMGET', state, unpack(fields))
for i = 1, #fields do found[i] = found[i] and tonumber(found[i]) or nil end
local written = {}

local function write(name, value)
  written[#written + 1] = name
  written[#written + 1] = string.format('%.6f', value)
end

-- The smallest of a number that any process has said lately.
local function smallest(index)
  local mine, kept, at = tonumber(ARGV[5 + index]), found[2 + 2 * index], found[3 + 2 * index]
  local fresh = kept and now - at < keep
  if fresh and (not mine or kept < mine) then return kept end
  if mine and not (fresh and kept == mine and now - at < RENEW) then
    write(NAMES[index], mine)
    write(NAMES[index] .. '_at', now)
  end
  return mine
end

local function lesser(one, other)
  if one and other then return math.min(one, other) end
  return one or other
end

local given_requests, given_tokens, burst = smallest(1), smallest(2), smallest(3)
local rate_requests = lesser(given_requests, smallest(4))
local rate_tokens = lesser(given_tokens, smallest(5))
local wait, last = 0, now

-- What is larger than the burst is taken after a quiet time, and the rest is a debt.
local function taken(back, amount, rate, most)
  back = math.max(back or 0, now)
  wait = math.max(wait, back + (math.min(amount, most) - most) / rate - now)
  last = math.max(last, back)
  return back + amount / rate
end

local back_requests, back_tokens, most
if rate_requests then
  most = burst or math.max(1, REQUESTS_AT_ONCE * rate_requests)
  back_requests = taken(found[1], requests, rate_requests, most)
end
if rate_tokens then
  back_tokens = taken(found[2], tokens, rate_tokens, math.max(1, TOKENS_AT_ONCE * rate_tokens))
end

local paused_until = math.max(found[3] or 0, now + pause)
if pause > 0 then write('paused_until', paused_until) end
local taken_ahead = wait <= ahead and paused_until <= now
wait = math.max(wait, paused_until - now)
if forced or taken_ahead then
  if back_requests then write('back_requests', back_requests) end
  if back_tokens then write('back_tokens', back_tokens) end
  last = math.max(last, back_requests or 0, back_tokens or 0)
end
if #written > 0 then redis.call('HSET', state, unpack(written)) end
redis.call('EXPIRE', state, math.ceil(math.max(keep, last - now, paused_until - now)))

if not forced then
  redis.call('ZADD', live, now, process)
  redis.call('ZREMRANGEBYSCORE', live, '-inf', now - believed)
  redis.call('EXPIRE', live, keep)
end
local function shown(number) return number and string.format('%.9g', number) or '' end
return {
  taken_ahead and 1 or 0, string.format('%.6f', wait), redis.call('ZCARD', live),
  shown(rate_requests), shown(rate_tokens), shown(most),
}

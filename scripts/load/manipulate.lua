-- One virtual user a thread, so to be run with as many threads as connections: creates a user, gets, changes, suspends and
-- deletes it, always with the same address. A user that a failure left is deleted.
-- What a request took is counted here: wrk's own percentiles add requests that a slow one would have held up.
local threads, names = dofile("scripts/load/threads.lua"), dofile("scripts/load/names.lua")
local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds, nanos; } moment; int clock_gettime(int clock, moment *now);")

local json = { ["Content-Type"] = "application/json" }
local patch = { ["Content-Type"] = "application/merge-patch+json" }

local steps = {
  { status = 201, request = function()
    return wrk.format("POST", "/v1/users", json, names.user(email))
  end },
  { status = 200, request = function() return wrk.format("GET", user) end },
  { status = 200, request = function()
    return wrk.format("PATCH", user, patch, string.format('{"lastName":"%s"}', names.last()))
  end },
  { status = 200, request = function() return wrk.format("POST", user .. "/suspend") end },
  { status = 204, request = function() return wrk.format("DELETE", user) end },
}

local function now()
  local moment = ffi.new("moment[1]")
  ffi.C.clock_gettime(0, moment)
  return tonumber(moment[0].seconds) * 1000 + tonumber(moment[0].nanos) / 1e6
end

local function begin()
  step, user, begun = 1, nil, nil
end

function init()
  email = string.format("%s-%d@example.com", threads.start(), id)
  iterations, requests, failures = {}, {}, 0
  begin()
end

function request()
  sent = now()
  begun = begun or sent
  return steps[step].request()
end

local function failed()
  failures = failures + 1
  if user and step < #steps then
    step = #steps
  else
    begin()
  end
end

function response(status, headers)
  if status ~= steps[step].status then
    failed()
    return
  end
  requests[#requests + 1] = now() - sent
  user = user or headers["Location"]
  step = step + 1
  if step > #steps then
    iterations[#iterations + 1] = now() - begun
    begin()
  end
end

function done(summary)
  local iterations, requests = threads.collected("iterations"), threads.collected("requests")
  local errors = threads.errors(summary) - summary.errors.status
  for _, thread in ipairs(threads.all) do errors = errors + thread:get("failures") end
  print(string.format(
    '{"requests":%d,"iterations":%d,"per_second":%.1f,'
      .. '"p50_ms":%.0f,"p95_ms":%.0f,"p99_ms":%.0f,"request_p95_ms":%.0f,"errors":%d}',
    summary.requests, #iterations, #iterations / summary.duration * 1e6, threads.percentile(iterations, 50),
    threads.percentile(iterations, 95), threads.percentile(iterations, 99), threads.percentile(requests, 95), errors))
end

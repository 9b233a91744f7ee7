-- Looks at the read side twenty times a second, and changes one user as often, whose events somebody follows. To be run
-- with one connection. Arguments: the user's id.
local threads = dofile("scripts/load/threads.lua")

function init(args)
  run, n = threads.start(), 0
  user = "/v1/users/" .. args[1]
  behind = {}
end

function delay()
  return 25
end

function request()
  n = n + 1
  if n % 2 == 0 then return wrk.format("GET", "/v1/users?limit=1") end
  return wrk.format("PATCH", user, { ["Content-Type"] = "application/merge-patch+json" },
    string.format('{"lastName":"Probe %s %d"}', run, n))
end

function response(status, headers, body)
  local seconds = body:match('"lag":{"seconds":([%d.eE-]+)')
  if seconds then behind[#behind + 1] = tonumber(seconds) * 1000 end
end

function done(summary)
  local behind = threads.collected("behind")
  print(string.format('{"samples":%d,"p50_ms":%.0f,"p99_ms":%.0f,"max_ms":%.0f,"errors":%d}', #behind,
    threads.percentile(behind, 50), threads.percentile(behind, 99), behind[#behind] or 0, threads.errors(summary)))
end

-- Changes users taken at random. Arguments: a file with their ids.
local threads = dofile("scripts/load/threads.lua")

function init(args)
  run, n = threads.start(), 0
  ids = threads.lines(args[1])
end

function request()
  n = n + 1
  return wrk.format("PATCH", "/v1/users/" .. ids[math.random(#ids)],
    { ["Content-Type"] = "application/merge-patch+json" },
    string.format('{"lastName":"%s %d %d"}', run, id, n))
end

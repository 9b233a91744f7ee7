-- Gets users taken at random. Arguments: a file with their ids.
local threads = dofile("scripts/load/threads.lua")

function init(args)
  threads.start()
  ids = threads.lines(args[1])
end

function request()
  return wrk.format("GET", "/v1/users/" .. ids[math.random(#ids)])
end

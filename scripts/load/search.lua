-- Searches for last names, each of which some users have.
local threads, names = dofile("scripts/load/threads.lua"), dofile("scripts/load/names.lua")

function init()
  threads.start()
end

function request()
  return wrk.format("GET", "/v1/users?limit=20&q=" .. names.last())
end

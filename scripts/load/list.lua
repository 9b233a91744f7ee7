-- The first page of the list.
dofile("scripts/load/threads.lua")

function request()
  return wrk.format("GET", "/v1/users?limit=20")
end

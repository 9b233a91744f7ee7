-- Creates users.
local threads, names = dofile("scripts/load/threads.lua"), dofile("scripts/load/names.lua")

function init()
  run, n = threads.start(), 0
end

function request()
  n = n + 1
  local email = string.format("%s-%d-%d@example.com", run, id, n)
  return wrk.format("POST", "/v1/users", { ["Content-Type"] = "application/json" }, names.user(email))
end

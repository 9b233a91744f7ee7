-- Of ten requests seven get a user, one creates, one changes, one lists. Arguments: a file with ids.
local kinds = {}
for i, name in ipairs({ "create", "update", "list", "get" }) do
  init = nil
  dofile("scripts/load/" .. name .. ".lua")
  kinds[i] = { init = init, request = request }
end
local turn = 0

function init(args)
  for _, kind in ipairs(kinds) do
    if kind.init then kind.init(args) end
  end
end

function request()
  turn = turn % 10 + 1
  return kinds[math.min(turn, #kinds)].request()
end

-- Creates users whom no other thread or run creates. Arguments: the name of the run.
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  run, n = args[1], 0
end

function request()
  n = n + 1
  local body = string.format(
    '{"firstName":"Load","lastName":"Test %d","email":"%s-%d-%d@example.com"}', n, run, id, n)
  return wrk.format("POST", "/v1/users", { ["Content-Type"] = "application/json" }, body)
end

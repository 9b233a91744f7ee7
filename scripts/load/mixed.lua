-- Of ten requests seven get a user, one lists, one changes, one creates. Arguments: a file with ids, the name of the run.
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  ids, run, n = {}, args[2], 0
  for line in io.lines(args[1]) do ids[#ids + 1] = line end
  math.randomseed(os.time() + id)
end

function request()
  n = n + 1
  local kind, user = n % 10, "/v1/users/" .. ids[math.random(#ids)]
  if kind == 0 then
    local body = string.format(
      '{"firstName":"Load","lastName":"Mixed","email":"%s-%d-%d@example.com"}', run, id, n)
    return wrk.format("POST", "/v1/users", { ["Content-Type"] = "application/json" }, body)
  elseif kind == 1 then
    return wrk.format("PATCH", user, { ["Content-Type"] = "application/merge-patch+json" },
      string.format('{"lastName":"%s %d %d"}', run, id, n))
  elseif kind == 2 then
    return wrk.format("GET", "/v1/users?limit=20")
  end
  return wrk.format("GET", user)
end

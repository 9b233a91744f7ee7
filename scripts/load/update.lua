-- Changes the last name of users taken at random. Arguments: a file with their ids, the name of the run.
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
  local body = string.format('{"lastName":"%s %d %d"}', run, id, n)
  return wrk.format("PATCH", "/v1/users/" .. ids[math.random(#ids)],
    { ["Content-Type"] = "application/merge-patch+json" }, body)
end

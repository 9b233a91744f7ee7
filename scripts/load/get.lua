-- Gets users taken at random. Arguments: a file with their ids.
function init(args)
  ids = {}
  for line in io.lines(args[1]) do ids[#ids + 1] = line end
  math.randomseed(os.time())
end

function request()
  return wrk.format("GET", "/v1/users/" .. ids[math.random(#ids)])
end

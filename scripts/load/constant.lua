-- The smallest answer that never changes: the console's icon, about as long as a user. It goes the way of all requests
-- through the server, the router and the gate, and then asks nobody.
dofile("scripts/load/threads.lua")

function request()
  return wrk.format("GET", "/console/icon.svg")
end

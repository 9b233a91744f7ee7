-- The first page of the list.
function request()
  return wrk.format("GET", "/v1/users?limit=20")
end

-- Users as there are in life: few first names, a thousand last ones.
local names = {}

local first = { "Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ida", "Jon" }
local syllables = { "ma", "ber", "lin", "sto", "ker", "dan", "vol", "ri", "sha", "tu" }

function names.first()
  return first[math.random(#first)]
end

function names.last()
  local word = ""
  for _ = 1, 3 do word = word .. syllables[math.random(#syllables)] end
  return word:sub(1, 1):upper() .. word:sub(2)
end

-- The body of a request that creates such a user.
function names.user(email)
  return string.format('{"firstName":"%s","lastName":"%s","email":"%s"}', names.first(), names.last(), email)
end

return names

-- What every script needs: a number for each thread of wrk (id), dice of its own, and the report.
local threads = { all = {} }

function setup(thread)
  thread:set("id", #threads.all)
  threads.all[#threads.all + 1] = thread
end

-- Answers a word that no other run has used in a name or an address.
function threads.start()
  local place = tostring(threads):match("0x(%x+)")
  math.randomseed(os.time() * 1000 + id + tonumber(place, 16) % 1e6)
  return "r" .. os.time() .. "-" .. place
end

function threads.lines(file)
  local lines = {}
  for line in io.lines(file) do lines[#lines + 1] = line end
  return lines
end

-- The numbers that all threads have collected under a name, in order.
function threads.collected(name)
  local numbers = {}
  for _, thread in ipairs(threads.all) do
    for _, number in ipairs(thread:get(name)) do numbers[#numbers + 1] = number end
  end
  table.sort(numbers)
  return numbers
end

function threads.percentile(sorted, p)
  return sorted[math.max(1, math.ceil(#sorted * p / 100))] or 0
end

function threads.errors(summary)
  local errors = summary.errors
  return errors.connect + errors.read + errors.write + errors.status + errors.timeout
end

function done(summary, latency)
  print(string.format(
    '{"requests":%d,"per_second":%.0f,"p50_ms":%.2f,"p99_ms":%.2f,"errors":%d}',
    summary.requests, summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, threads.errors(summary)))
end

return threads

-- wrk script: `wrk … -s requests.lua URL -- TARGETS TOKEN` asks for the targets of a file, one a line,
-- round and round from a random one on, and prints the figures of the run as one line of JSON.

local requests = {}
local at = 0

function init(arguments)
  wrk.headers["Authorization"] = "Bearer " .. arguments[2]
  for target in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", target)
  end
  math.randomseed(os.time())
  at = math.random(#requests)
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"micros":%d,"bytes":%d,"failed":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end

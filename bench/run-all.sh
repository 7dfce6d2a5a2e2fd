#!/usr/bin/env bash
# Draws the peers' chart with each peer and with TradeMatrix in one run, and prints one JSON line each, then the ratios.
# Usage: bench/run-all.sh [charts, default 100]. Needs ../shared/peers, the .NET SDK, Node and Chromium.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); n=${1:-100}
shared=$here/../../shared
[ -d "$shared/peers" ] || { echo "needs ../shared/peers beside the repository, which is not here" >&2; exit 1; }
command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium >/dev/null; }
dotnet build "$here/TradeMatrix.Benchmarks" -c Release -v q --nologo
ours() { dotnet "$here/TradeMatrix.Benchmarks/bin/Release/net10.0/TradeMatrix.Benchmarks.dll" end-to-end "$@"; }
lines=$(mktemp)
ours "$shared/data/dax_historical.csv" "$n" | tee -a "$lines"
bash "$shared/peers/run-all.sh" "$n" | tee -a "$lines"
ours "$shared/data/dax_historical.csv" "$n" | tee -a "$lines"
ours "$shared/data/dax_historical.csv" "$n" 1000
ours 20000 "$n"
ours 100000 "$n"
ours "$shared/data/dax_historical.csv" "$((2 * n))" 300 2
node -e '
const rows = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter(l => l.startsWith("{")).map(l => JSON.parse(l));
const ours = rows.filter(r => r.name.startsWith("TradeMatrix")).map(r => r.ms_cpu);
const own = ours.reduce((a, b) => a + b) / ours.length; // before and after the peers, since the machine drifts
for (const r of rows.filter(r => !r.name.startsWith("TradeMatrix"))) console.log(`${r.name}: ${(r.ms_cpu / own).toFixed(1)} times our CPU time a chart`);
' "$lines"
rm "$lines"

// A bot as the public ones are: fetch, a query put together from parts, a key in the header, the picture's bytes and the words of an error.
const [base, key] = process.argv.slice(2)

async function picture(name, response) {
  if (!response.ok) {
    const said = await response.json()
    console.log(name, response.status, said.error ?? said.message ?? said[0].msg)
    return
  }
  const bytes = new Uint8Array(await response.arrayBuffer())
  console.log(name, response.status, response.headers.get('content-type'), bytes[1] === 0x50 ? 'PNG' : 'other')
}

const query = new URLSearchParams({ symbol: 'AAPL', interval: '1d', theme: 'dark' })
for (const study of ['EMA:50', 'EMA:200', 'VOL', 'RSI']) query.append('studies', study)
await picture('v1', await fetch(`${base}/v1/tradingview/advanced-chart?${query}`, { headers: { authorization: `Bearer ${key}` } }))

const body = { symbol: 'BINANCE:AVAXUSDT', interval: '4h', studies: [{ name: 'Volume', forceOverlay: true }, { name: 'Bollinger Bands' }] }
const headers = { 'x-api-key': key, 'content-type': 'application/json' }
await picture('v2', await fetch(`${base}/v2//tradingview/advanced-chart`, { method: 'POST', body: JSON.stringify(body), headers }))
await picture('wrong', await fetch(`${base}/v1/tradingview/advanced-chart?interval=7q`, { headers: { authorization: `Bearer ${key}` } }).then(async r => new Response(JSON.stringify((await r.json()).errors), { status: r.status })))

const stored = await (await fetch(`${base}/v2/tradingview/advanced-chart/storage`, { method: 'POST', body: JSON.stringify(body), headers })).json()
await picture('stored', await fetch(stored.url))
console.log('expires', new Date(stored.expire) > new Date())
